using System.CommandLine;
using Floodgate.Campaigns;
using Floodgate.Foundation.Documents;

namespace Floodgate.Host.Commands;

/// <summary><c>campaign check|apply|pause|resume</c>: an organiser's files and the two switches, for scripts.</summary>
internal static class CampaignCommand
{
    private static readonly Option<Uri?> Url = ServerUrl.Option("The server.", ServerUrl.Default);

    private static readonly Option<string?> ApiKey = new("--api-key")
    {
        Description = "A key of role operator; else the environment's FLOODGATE_API_KEY.",
    };

    private static readonly Argument<string> Id = new("id") { Description = "The campaign's id." };

    private static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why; kept in the campaign's record.",
        Required = true,
    };

    public static Command Create() => new("campaign",
        "Checks and applies campaign files; pauses and resumes a campaign.")
    {
        Check(), Apply(), Pause(), Resume(),
    };

    private static Command Check()
    {
        var file = FileArgument();
        var command = new Command("check", "Checks a campaign file without a server.") { file };
        command.SetAction(asked => CampaignFile.Check(asked.GetRequiredValue(file)));
        return command;
    }

    private static Command Apply()
    {
        var file = FileArgument();
        var id = new Option<string?>("--id") { Description = "The campaign's id; else the file's name, no extension." };
        var why = new Option<string?>("--reason")
        {
            Description = "Why; needed to raise stock or budget once it has opened, which a second person approves.",
        };
        var command = new Command("apply", "Checks a campaign file and puts it in force.")
        {
            file, id, why, Url, ApiKey,
        };
        command.SetAction(async (asked, cancellation) =>
        {
            var path = asked.GetRequiredValue(file);
            var campaign = asked.GetValue(id) ?? Path.GetFileNameWithoutExtension(path);
            if (!CampaignValidator.IsSlug(campaign))
                return Usage($"'{campaign}' is no campaign id (a-z, 0-9, '-'; at most 64): give one with --id.");
            if (Client(asked) is not { } client) return MissingKey();
            using (client) return await CampaignApply.RunAsync(
                client, campaign, path, asked.GetValue(why), cancellation);
        });
        return command;
    }

    private static Command Pause()
    {
        var resumesAt = new Option<string>("--resumes-at")
        {
            Description = "When claims go on, RFC 3339.",
            Required = true
        };
        var zh = new Option<string>("--notice-zh")
        {
            Description = "What the public is told, in Chinese.",
            Required = true
        };
        var en = new Option<string>("--notice-en") { Description = "The same in English.", Required = true };
        var scope = new Option<string>("--scope") { DefaultValueFactory = _ => "campaign" };
        scope.AcceptOnlyFromAmong("campaign", "batch", "region", "merchant");
        var target = new Option<string?>("--target") { Description = "The batch, region or merchant of the scope." };
        var auto = new Option<bool>("--auto-resume") { Description = "Go on by itself at --resumes-at." };
        var command = new Command("pause", "Stops claims at once; vouchers already held stay usable.")
        {
            Id, resumesAt, zh, en, Reason, scope, target, auto, Url, ApiKey,
        };
        command.SetAction(async (asked, cancellation) =>
        {
            if (!TimeText.TryRead(asked.GetRequiredValue(resumesAt), out var time))
                return Usage("--resumes-at is no time; write it as 2026-11-22T10:00:00+08:00.");
            if (Client(asked) is not { } client) return MissingKey();
            using (client)
                return await client.PostAsync(asked.GetRequiredValue(Id), "pause", new
                {
                    scope = asked.GetValue(scope),
                    target = asked.GetValue(target),
                    resumesAt = time.UtcDateTime,
                    autoResume = asked.GetValue(auto),
                    notice = new { zh = asked.GetValue(zh), en = asked.GetValue(en) },
                    reason = asked.GetValue(Reason),
                }, "paused", cancellation);
        });
        return command;
    }

    private static Command Resume()
    {
        var command = new Command("resume", "Lets claims go on with the exact stock.") { Id, Reason, Url, ApiKey };
        command.SetAction(async (asked, cancellation) =>
        {
            if (Client(asked) is not { } client) return MissingKey();
            using (client)
                return await client.PostAsync(
                    asked.GetRequiredValue(Id), "resume", new { reason = asked.GetValue(Reason) }, "resumed",
                    cancellation);
        });
        return command;
    }

    private static Argument<string> FileArgument() => new("file") { Description = "The campaign, .yaml or .json." };

    // Not a default value of the option: the help text would print the key.
    private static OpsClient? Client(ParseResult asked)
    {
        var key = asked.GetValue(ApiKey) ?? Environment.GetEnvironmentVariable("FLOODGATE_API_KEY");
        return string.IsNullOrEmpty(key) ? null : new OpsClient(asked.GetValue(Url)!, key);
    }

    private static int MissingKey() =>
        Usage("An API key is needed: --api-key KEY, or FLOODGATE_API_KEY in the environment.");

    private static int Usage(string text)
    {
        Console.Error.WriteLine(text);
        return Exit.Usage;
    }
}
