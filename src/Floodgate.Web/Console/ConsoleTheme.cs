using MudBlazor;

namespace Floodgate.Web.Console;

/// <summary>
/// The component library's theme: type only. Its colours are set in tokens.css, which knows light and dark without
/// asking
/// the browser first.
/// </summary>
internal static class ConsoleTheme
{
    private static readonly string[] Fonts =
    [
        "system-ui", "Segoe UI", "Roboto", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei",
        "sans-serif",
    ];

    public static MudTheme Instance { get; } = new()
    {
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts },
            Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none", LetterSpacing = "0" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
    };
}
