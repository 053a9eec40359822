namespace Floodgate.Emergency.Plans;

/// <summary>
/// The looks of a printed plan: A4 in black on white with the four levels' colours, a screen page as well.
/// </summary>
internal static class PrintStyle
{
    public const string Css = """
        :root{--ink:#18222d;--soft:#566373;--line:#d9dfe6;--tint:#f4f6f8;--red:#c01f34;--orange:#dd6a12;
        --yellow:#b98a00;--blue:#1c66a8;--green:#1f7f55}
        *{box-sizing:border-box}
        body{margin:0;background:#e9edf1;color:var(--ink);
        font:15px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif}
        .cover,main{max-width:900px;margin:24px auto;background:#fff;padding:56px 64px;border-radius:4px;
        box-shadow:0 1px 4px #0002}
        .cover{position:relative;min-height:680px;padding-top:120px;overflow:hidden}
        .band{position:absolute;inset:0 0 auto 0;height:14px;display:flex}.band i{flex:1}
        .band i:nth-child(1){background:var(--red)}.band i:nth-child(2){background:var(--orange)}
        .band i:nth-child(3){background:#e3b100}.band i:nth-child(4){background:var(--blue)}
        .kind{letter-spacing:.18em;color:var(--soft);margin:0 0 10px;font-size:14px;text-transform:uppercase}
        h1{font-size:42px;line-height:1.2;margin:0 0 28px;letter-spacing:-.01em}
        .purpose{font-size:17px;max-width:36em;color:#2c3947;margin:0 0 56px}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:7px 28px;margin:0}
        dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        .cover dl{border-top:1px solid var(--line);padding-top:22px}
        nav ol{columns:2;column-gap:48px;padding-left:1.4em;margin:0}nav li{margin:0 0 8px;break-inside:avoid}
        a{color:inherit;text-decoration:none;border-bottom:1px solid var(--line)}
        h2{font-size:25px;line-height:1.25;margin:0 0 18px}
        section{margin-top:60px}section>h2{border-bottom:2px solid var(--ink);padding-bottom:9px}
        section>h2 b{display:inline-block;min-width:1.7em;color:var(--soft);font-weight:400}
        h3{font-size:18px;margin:30px 0 8px;line-height:1.35}h4{font-size:15px;margin:16px 0 4px}
        p{margin:0 0 10px}.lead,small,.soft{color:var(--soft)}small{font-size:13px}
        ul,ol{margin:0 0 12px;padding-left:1.4em}li{margin-bottom:4px}
        table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.5;margin:8px 0 18px;
        font-variant-numeric:tabular-nums}
        th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid var(--line)}
        th{color:var(--soft);font-weight:500;font-size:13px;border-bottom-color:#aab4bf}
        td:last-child,th:last-child{padding-right:0}.num{text-align:right;white-space:nowrap}
        .five{table-layout:fixed}.five th:nth-child(1){width:33%}.five th:nth-child(2){width:17%}
        .five th:nth-child(3){width:17%}.five th:nth-child(4){width:8%}.three{table-layout:fixed}
        .three th:nth-child(1){width:26%}.three th:nth-child(3){width:30%}
        .nowrap{white-space:nowrap}code{font:12.5px/1.4 ui-monospace,"DejaVu Sans Mono",monospace;color:var(--soft);
        overflow-wrap:anywhere}
        .waits{display:inline-block;border:1px solid var(--soft);color:var(--soft);border-radius:3px;padding:0 6px;
        font-size:12px;line-height:18px;white-space:nowrap}
        .tag{display:inline-block;border-radius:3px;padding:0 8px;font-size:12.5px;line-height:20px;color:#fff;
        white-space:nowrap;background:var(--soft)}
        .I{background:var(--red)}.II{background:var(--orange)}.III{background:var(--yellow)}.IV{background:var(--blue)}
        .levels{display:grid;grid-template-columns:1fr 1fr;gap:22px}
        .level{border:1px solid var(--line);border-top:6px solid;border-radius:4px;padding:16px 18px;break-inside:avoid;
        background:none}
        .level.I{border-top-color:var(--red)}.level.II{border-top-color:var(--orange)}
        .level.III{border-top-color:#e3b100}.level.IV{border-top-color:var(--blue)}
        .level h3{margin:0 0 6px}.level dl{gap:4px 14px;font-size:13.5px;grid-template-columns:8.5em 1fr}
        .tree{display:grid;grid-template-columns:1fr 1fr 1fr;gap:18px;margin:14px 0 26px}
        .team{border:1px solid var(--line);border-radius:4px;padding:12px 14px;break-inside:avoid;font-size:13.5px}
        .team h3{margin:0 0 4px;font-size:16px}.team ol{list-style:none;padding:0;margin:8px 0 0}
        .team li{display:flex;gap:10px;padding:3px 0;border-top:1px solid var(--line);margin:0}
        .team li span{color:var(--soft);min-width:5.6em;white-space:nowrap}
        .head{grid-column:1/-1;border-color:var(--ink)}
        .runbook{break-inside:auto}.runbook>h3{break-after:avoid}
        .steps{counter-reset:s;list-style:none;padding:0;margin:10px 0 24px}
        .steps>li{counter-increment:s;position:relative;padding:9px 0 9px 42px;border-top:1px solid var(--line);
        margin:0;break-inside:avoid}
        .steps>li:before{content:counter(s);position:absolute;left:0;top:9px;width:26px;height:26px;border-radius:50%;
        background:var(--ink);color:#fff;text-align:center;font-size:13px;line-height:26px}
        .steps>li.later:before{background:#fff;color:var(--soft);box-shadow:inset 0 0 0 1px var(--soft)}
        .steps b{font-weight:600}.meta{color:var(--soft);font-size:13px;margin:1px 0 0}.steps p{margin:4px 0 0}
        .notice{border-left:4px solid var(--ink);background:var(--tint);padding:14px 18px;margin:10px 0 22px;
        break-inside:avoid}.notice h4{margin:0 0 6px;font-size:16px}
        .notice dl{font-size:13.5px;margin-top:10px;gap:4px 14px}
        .box{display:inline-block;width:13px;height:13px;border:1.5px solid var(--ink);border-radius:2px;
        margin-right:8px;vertical-align:-1px}
        .matrix{display:grid;grid-template-columns:430px 1fr;gap:30px;align-items:start;margin:14px 0 22px}
        .matrix svg{width:100%;height:auto;display:block}.matrix ol{columns:1;font-size:13.5px;line-height:1.45;
        list-style:none;padding:0;margin:0}.matrix li{display:flex;gap:9px;margin-bottom:3px}
        .matrix li b{min-width:1.7em;text-align:right;font-variant-numeric:tabular-nums}
        .matrix li.later{color:var(--soft)}
        @media(max-width:720px){.cover,main{padding:36px 20px;margin:0 0 12px}.levels,.tree,.matrix{
        grid-template-columns:1fr}nav ol{columns:1}h1{font-size:32px}.cover{padding-top:72px;min-height:0}
        table{display:block;overflow-x:auto}}
        @page{size:A4;margin:18mm 17mm 20mm;@bottom-right{content:counter(page);font:11px system-ui;color:#566373}}
        @page:first{margin:0;@bottom-right{content:none}}
        @media print{body{background:#fff;font-size:10.5pt}.cover,main{box-shadow:none;border-radius:0;margin:0;
        max-width:none;padding:0}.cover{padding:62mm 22mm 0;min-height:296mm;break-after:page}
        section{break-before:page;margin-top:0}nav{break-after:auto}a{border:0}
        h2,h3,h4{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}.matrix{grid-template-columns:96mm 1fr;gap:8mm}}
        """;
}
