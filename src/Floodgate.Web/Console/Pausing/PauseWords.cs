using Floodgate.Vouchers.Board;

namespace Floodgate.Web.Console.Pausing;

/// <summary>What a pause covers, in words.</summary>
internal static class PauseWords
{
    public static string Covers(BoardView view, BoardPause pause, bool chinese)
    {
        var target = pause.Target ?? "";
        return pause.Scope switch
        {
            "batch" when chinese => $"“{BatchName(view, target, chinese)}”已暂停",
            "batch" => $"{BatchName(view, target, chinese)} is paused",
            "region" => chinese ? $"地区 {target} 已暂停" : $"Region {target} is paused",
            "merchant" => chinese ? $"商户 {target} 已暂停" : $"Merchant {target} is paused",
            _ => chinese ? "全部领取已暂停" : "All claims are paused",
        };
    }

    public static string BatchName(BoardView view, string id, bool chinese)
    {
        var name = view.Batches.FirstOrDefault(batch => batch.Id == id)?.Name;
        return name is null ? id : chinese ? name.Zh : name.En;
    }
}
