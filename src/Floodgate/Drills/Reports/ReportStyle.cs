namespace Floodgate.Drills.Reports;

/// <summary>The page's looks and its one bit of script (the language switch).</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--ink:#1b2633;--soft:#5b6878;--line:#dfe4ea;--page:#f6f7f9;--card:#fff;
        --good:#1f8a5b;        --bad:#b8324a;--warn:#a8701a;--tint:#eef1f5}
        @media(prefers-color-scheme:dark){:root{--ink:#e6ebf1;--soft:#9aa8b7;--line:#2e3a47;--page:#12181f;
        --card:#1a222c;        --good:#4cc38a;--bad:#f0708a;--warn:#e0b060;--tint:#222c37}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);
        font:16px/1.55 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
        main{max-width:1040px;margin:0 auto;padding:20px 20px 48px}
        html[data-lang=en] [lang=zh],html[data-lang=zh] [lang=en]{display:none}
        .bar{display:flex;justify-content:space-between;align-items:center;color:var(--soft);font-size:14px}
        .langs button{font:inherit;border:0;background:none;color:inherit;padding:8px 10px;
        cursor:pointer;border-radius:6px}
        html[data-lang=en] [data-set=en],html[data-lang=zh] [data-set=zh]{background:var(--tint);color:var(--ink)}
        h1{font-size:clamp(24px,4vw,34px);line-height:1.2;margin:18px 0 8px;letter-spacing:-.01em}
        h2{font-size:18px;margin:0 0 10px}h2 small{font-weight:400;color:var(--soft);font-size:14px;margin-left:4px}
        h3{font-size:16px;margin:18px 0 4px}
        .story{color:var(--soft);max-width:70ch;margin:0 0 16px}
        .verdict{display:inline-block;margin:0 0 6px;padding:6px 14px;border-radius:99px;color:#fff;font-weight:600}
        .verdict.good{background:#1f8a5b}.verdict.bad{background:#b8324a}
        section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:20px;margin:16px 0}
        .figures{display:grid;grid-template-columns:repeat(3,1fr);gap:18px}
        .figures b{display:block;font-size:28px;line-height:1.15;font-variant-numeric:tabular-nums}
        .figures span{display:block}.figures small{color:var(--soft)}
        .figures span span,.figures small span{display:inline}
        .note{color:var(--soft);font-size:14px;margin:8px 0}
        table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
        td,th{padding:8px 10px 8px 0;border-top:1px solid var(--line);text-align:left;vertical-align:top}
        tr:first-child>*{border-top:0}th{font-weight:600}
        .pair td+td,.pair th+th{text-align:right;white-space:nowrap}
        .pair code,.sources code{color:var(--soft);font-size:13px}
        .findings th{width:44px;color:var(--soft)}.findings small{display:block;color:var(--soft);font-size:14px}
        .mark{white-space:nowrap;font-weight:600;text-align:right}
        .good .mark{color:var(--good)}.bad .mark{color:var(--bad)}.soft .mark{color:var(--warn)}
        .pair{display:grid;grid-template-columns:1.25fr 1fr;gap:36px}
        .legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 6px;font-size:14px;color:var(--soft)}
        .legend i{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:6px;vertical-align:-1px}
        .legend .dots{background:none;border-left:2px dotted var(--ink);border-radius:0;width:2px}
        svg{display:block;width:100%;height:auto}.grid{stroke:var(--line)}.tick{fill:var(--soft);font-size:12px}
        .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .broad{stroke-width:7;opacity:.6}
        .opening{stroke:var(--ink);stroke-dasharray:2 4;stroke-width:1.5}
        .narrow{display:none}
        .sources td:nth-child(2) code{display:block;max-width:300px;overflow-wrap:anywhere}
        .tag{font-size:13px;padding:2px 8px;border-radius:99px;white-space:nowrap;border:1px solid currentColor}
        .cited{color:var(--good)}.assumed{color:var(--warn)}
        ul{margin:6px 0;padding-left:20px}
        dl{display:grid;grid-template-columns:auto 1fr;gap:6px 18px;margin:0}dt{color:var(--soft)}
        dd{margin:0;overflow-wrap:anywhere}
        @media(max-width:700px){main{padding:12px 12px 32px}section{padding:16px 14px}
        .pair{grid-template-columns:1fr;gap:24px}
        .figures{grid-template-columns:1fr 1fr}.wide{display:none}.narrow{display:block}.pair table{font-size:14px}
        .pair td,.pair th{padding-right:6px}.sources tr{display:block;padding:10px 0;border-top:1px solid var(--line)}
        .sources td{display:block;border:0;padding:2px 0}.findings th{width:34px}
        dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}
        @media print{body{background:#fff}section{break-inside:avoid}.langs{display:none}}
        """;

    public const string Script = """
        const root=document.documentElement,set=l=>{root.dataset.lang=l;root.lang=l};
        set(navigator.language.startsWith('zh')?'zh':'en');
        for(const b of document.querySelectorAll('[data-set]'))b.onclick=()=>set(b.dataset.set);
        """;
}
