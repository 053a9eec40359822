namespace Floodgate.Emergency.Reviews;

/// <summary>The looks of a review: one column, the level's colour at its head, numbers that line up.</summary>
internal static class ReviewStyle
{
    public const string Css = """
        :root{--ink:#18222d;--soft:#5a6775;--line:#dbe1e7;--tint:#f4f6f8;--red:#c01f34;--orange:#dd6a12;
        --yellow:#b98a00;--blue:#1c66a8;--green:#1f7f55}
        *{box-sizing:border-box}
        body{margin:0;background:#e9edf1;color:var(--ink);
        font:15px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif}
        main{max-width:940px;margin:24px auto;background:#fff;padding:0 56px 56px;border-radius:4px;overflow:hidden;
        box-shadow:0 1px 4px #0002}
        .head{margin:0 -56px;padding:40px 56px 30px;border-top:12px solid var(--soft);background:var(--tint)}
        .head.I{border-color:var(--red)}.head.II{border-color:var(--orange)}.head.III{border-color:#e3b100}
        .head.IV{border-color:var(--blue)}
        .kind{display:flex;flex-wrap:wrap;align-items:center;gap:12px;margin:0 0 12px;color:var(--soft);font-size:14px}
        .tag{border-radius:3px;padding:0 9px;font-size:12.5px;line-height:22px;color:#fff;background:var(--soft)}
        .tag.I{background:var(--red)}.tag.II{background:var(--orange)}.tag.III{background:var(--yellow)}
        .tag.IV{background:var(--blue)}.state{margin-left:auto}
        h1{font-size:34px;line-height:1.2;margin:0 0 6px;letter-spacing:-.01em}
        .effect{font-size:17px;color:#2c3947;margin:0 0 26px;max-width:40em}
        .figures{display:grid;grid-template-columns:repeat(5,1fr);gap:1px;background:var(--line);
        border:1px solid var(--line);border-radius:6px;overflow:hidden;margin-bottom:22px}
        .figures div{background:#fff;padding:13px 15px 11px}
        .figures b{display:block;font-size:22px;line-height:1.2;font-variant-numeric:tabular-nums;white-space:nowrap}
        .figures span{color:var(--soft);font-size:13px}.figures .bad b{color:var(--red)}
        .figures .good b{color:var(--green)}
        dl{display:grid;grid-template-columns:repeat(3,max-content 1fr);gap:5px 14px;margin:0;font-size:13.5px}
        dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        section{margin-top:38px}h2{font-size:20px;line-height:1.3;margin:0 0 12px;padding-bottom:7px;
        border-bottom:1.5px solid var(--ink)}
        h2 b{display:inline-block;min-width:1.6em;color:var(--soft);font-weight:400}
        h3{font-size:15px;margin:20px 0 6px}p{margin:0 0 10px}.lead{color:var(--soft);font-size:14px}
        a{color:inherit;text-decoration:none}
        .cites{white-space:nowrap;margin-left:2px}
        .cites a,.cites i{font:11.5px/1 ui-monospace,"DejaVu Sans Mono",monospace;
        font-style:normal;color:var(--soft);background:var(--tint);border-radius:3px;padding:2px 4px;margin-right:3px}
        .cites a:hover{background:var(--ink);color:#fff}
        .points{list-style:none;margin:0;padding:0}.points li{position:relative;padding:7px 0 7px 24px;
        border-bottom:1px solid var(--line);break-inside:avoid}
        .points li:before{content:"";position:absolute;left:4px;top:15px;width:8px;height:8px;border-radius:50%;
        background:#aab4bf}.points.bad li:before{background:var(--red)}.points.good li:before{background:var(--green)}
        .points.proposal li:before{border-radius:2px;background:#fff;box-shadow:inset 0 0 0 1.5px var(--soft)}
        table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.5;font-variant-numeric:tabular-nums}
        th,td{text-align:left;vertical-align:top;padding:7px 14px 7px 0;border-bottom:1px solid var(--line)}
        th{color:var(--soft);font-weight:500;font-size:13px;border-bottom-color:#aab4bf}
        td:last-child,th:last-child{padding-right:0}.num{text-align:right;white-space:nowrap}.nowrap{white-space:nowrap}
        code{font:12px/1.4 ui-monospace,"DejaVu Sans Mono",monospace;color:var(--soft)}
        .gauge{width:180px;position:relative;vertical-align:middle}
        .gauge i{display:block;height:9px;border-radius:2px;background:#aab4bf;min-width:2px;max-width:166px}
        .gauge s{position:absolute;left:83px;top:7px;bottom:7px;border-left:1.5px solid var(--ink)}
        tr.good .gauge i{background:var(--green)}tr.bad .gauge i{background:var(--red)}
        tr.open .gauge i{visibility:hidden}
        .verdict{white-space:nowrap;font-weight:600}
        tr.good .verdict{color:var(--green)}tr.bad .verdict{color:var(--red)}
        tr.open .verdict{color:var(--soft);font-weight:400}
        .scroll{overflow-x:auto}.chart{display:block;width:100%;min-width:560px;height:auto;font-family:inherit}
        .chart .impaired{fill:#c01f340d}.chart .base{stroke:#aab4bf}.chart line.limit{stroke:var(--red);
        stroke-dasharray:5 4}.chart text{fill:var(--soft);font-size:12px;stroke:none}
        .chart text.name{fill:var(--ink);font-size:13.5px;font-weight:600}.chart text.limit{fill:var(--red)}
        .chart .line{fill:none;stroke:#234f86;stroke-width:1.8;stroke-linejoin:round}.chart .dot{fill:#234f86}
        .chart line.mark{stroke:var(--ink);stroke-width:.8;stroke-dasharray:1 3}
        .chart circle.mark{fill:var(--ink)}.chart text.mark{fill:#fff;font-size:11px;font-weight:600}
        .marks{list-style:none;padding:0;margin:14px 0 0;columns:2;column-gap:40px;font-size:14px}
        .marks li{display:flex;gap:10px;align-items:baseline;padding:4px 0;break-inside:avoid}
        .marks b{min-width:20px;line-height:20px;border-radius:10px;background:var(--ink);color:#fff;font-size:11px;
        text-align:center}.marks span{font-variant-numeric:tabular-nums;color:var(--soft)}
        .marks em{font-style:normal;flex:1}.marks .cites{color:inherit}
        .whys{margin:0;padding:0;counter-reset:w;list-style:none}
        .whys>li{counter-increment:w;position:relative;padding:0 0 14px 40px;break-inside:avoid}
        .whys>li:before{content:counter(w);position:absolute;left:0;top:0;width:26px;height:26px;border-radius:50%;
        border:1.5px solid var(--ink);text-align:center;font-size:13px;line-height:23px}
        .whys>li:not(:last-child):after{content:"";position:absolute;left:13px;top:28px;bottom:0;
        border-left:1.5px solid var(--line)}.whys p{margin:2px 0 0}
        .blank{color:var(--soft)}.blank.box{border:1.5px dashed #aab4bf;border-radius:4px;padding:16px 18px}
        .cause{border-left:4px solid var(--ink);background:var(--tint);padding:14px 18px;font-size:16px}
        .late{color:var(--red);font-weight:600}
        .timeline td{padding:4px 14px 4px 0;font-size:13px}.timeline .who{color:var(--soft)}
        .timeline tr:target{background:#fff6d6}
        @media(max-width:720px){main{padding:0 18px 36px;margin:0}.head{margin:0 -18px;padding:26px 18px 22px}
        h1{font-size:26px}.figures{grid-template-columns:1fr 1fr}.figures div:first-child{grid-column:1/-1}
        dl{grid-template-columns:max-content 1fr}.marks{columns:1}
        .gauge,.timeline .who{display:none}.cites{white-space:normal}}
        @page{size:A4;margin:16mm 16mm 18mm;@bottom-right{content:counter(page);font:11px system-ui;color:#566373}}
        @media print{body{background:#fff;font-size:10pt}main{box-shadow:none;margin:0;max-width:none;padding:0}
        .head{margin:0;padding:18px 20px}h1{font-size:24pt}h2,h3{break-after:avoid}tr,.chart{break-inside:avoid}
        section{margin-top:26px}.figures b{font-size:14pt}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """;
}
