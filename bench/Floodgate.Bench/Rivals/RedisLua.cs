using System.Buffers.Binary;
using StackExchange.Redis;

namespace Floodgate.Bench.Rivals;

/// <summary>
/// The whole claim in one Lua script, as is usual with Redis. Durable when the server runs appendfsync always.
/// </summary>
internal static class RedisLua
{
    private const string Script = """
        if redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 1 then return -2 end
        if tonumber(redis.call('GET', KEYS[1]) or '0') <= 0 then return -1 end
        redis.call('DECR', KEYS[1])
        redis.call('SADD', KEYS[2], ARGV[1])
        local number = redis.call('INCR', KEYS[4])
        redis.call('HSET', KEYS[3], ARGV[2], number .. ':' .. ARGV[3])
        return number
        """;

    public static async Task RunAsync(string url, string server)
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(server + ",allowAdmin=true");
        var database = multiplexer.GetDatabase();
        await database.StringSetAsync("stock:" + Stock.OpenBatch, Stock.OpenStock);
        await database.StringSetAsync("stock:" + Stock.GoneBatch, Stock.GoneStock);
        var endPoint = multiplexer.GetEndPoints()[0];
        var redis = multiplexer.GetServer(endPoint);
        if ((await redis.ConfigGetAsync("appendfsync"))[0].Value != "always")
            throw new InvalidOperationException("Redis must run with appendfsync always");
        var hash = await redis.ScriptLoadAsync(Script);

        var app = ClaimEndpoint.Build(url);
        app.MapClaims(async asked =>
        {
            var person = new byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(person, asked.Person);
            RedisKey[] keys =
            [
                "stock:" + asked.Batch, "persons:" + asked.Batch, "records:" + asked.Campaign,
                "numbers:" + asked.Campaign,
            ];
            var claimedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            var number = (long)await database.ScriptEvaluateAsync(hash, keys, [person, asked.Key, claimedAt]);
            return number switch
            {
                -1 => new ClaimResult(ClaimAnswer.SoldOut),
                -2 => new ClaimResult(ClaimAnswer.LimitReached),
                _ => new ClaimResult(ClaimAnswer.Issued, number),
            };
        });
        await app.RunAsync();
    }
}
