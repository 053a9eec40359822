using Floodgate.Emergency.Incidents.Face;
using Floodgate.Foundation;

namespace Floodgate.Web.Console.Emergency;

/// <summary>What the notice dialog holds.</summary>
public sealed class NoticeForm
{
    public const int TitleMax = 80;
    public const int TextMax = 1000;
    public const int ShortMax = 200;

    private NoticeWording _from = new("", new("", ""), new("", ""), new("", ""), new("", ""), null);

    public string TitleZh { get; set; } = "";

    public string TitleEn { get; set; } = "";

    public string TextZh { get; set; } = "";

    public string TextEn { get; set; } = "";

    public string ShortZh { get; set; } = "";

    public string ShortEn { get; set; } = "";

    public string SayZh { get; set; } = "";

    public string SayEn { get; set; } = "";

    public string Template => _from.Template;

    /// <summary>Takes another wording; what was written is gone.</summary>
    public void Take(NoticeWording from)
    {
        _from = from;
        (TitleZh, TitleEn, TextZh, TextEn) = (from.Title.Zh, from.Title.En, from.Text.Zh, from.Text.En);
        (ShortZh, ShortEn, SayZh, SayEn) = (from.Short.Zh, from.Short.En, from.Say.Zh, from.Say.En);
    }

    public NoticeWording Wording() => _from with
    {
        Title = new(TitleZh.Trim(), TitleEn.Trim()),
        Text = new(TextZh.Trim(), TextEn.Trim()),
        Short = new(ShortZh.Trim(), ShortEn.Trim()),
        Say = new(SayZh.Trim(), SayEn.Trim()),
    };

    /// <summary>What is still wrong; empty when it can go out.</summary>
    public IReadOnlyList<BilingualText> Faults()
    {
        var faults = new List<BilingualText>();
        void Unless(bool good, string zh, string en)
        {
            if (!good) faults.Add(new BilingualText(zh, en));
        }

        Unless(Fits(TitleZh, TitleMax) && Fits(TitleEn, TitleMax), "请填写中英文标题。", "Write the title in both languages.");
        Unless(Fits(TextZh, TextMax) && Fits(TextEn, TextMax), "请填写中英文正文。", "Write the text in both languages.");
        Unless(
            Fits(ShortZh, ShortMax) && Fits(ShortEn, ShortMax), "请填写中英文短文。", "Write the short text in both languages.");
        Unless(
            Fits(SayZh, TextMax) && Fits(SayEn, TextMax), "请填写中英文客服话术。", "Write what service staff say, in both.");
        return faults;
    }

    private static bool Fits(string text, int charactersMax) =>
        !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= charactersMax;
}
