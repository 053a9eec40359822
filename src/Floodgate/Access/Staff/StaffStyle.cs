using System.Security.Cryptography;
using System.Text;

namespace Floodgate.Access.Staff;

/// <summary>The looks of the staff pages, inside the page, so that its policy can let in nothing else.</summary>
internal static class StaffStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--ink:#142326;--soft:#51646a;--page:#eef1f0;--card:#fff;--line:#7d8c8d;
          --go:#0b6470;--bad:#a8321a}
        @media(prefers-color-scheme:dark){:root{--ink:#e5edee;--soft:#9db0b6;--page:#0d1417;--card:#141d21;
          --line:#6d8088;--go:#5cc3cf;--bad:#ff9f85}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--page);
          color:var(--ink);font:1rem/1.6 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
        main{width:100%;max-width:26rem;background:var(--card);border-radius:1rem;padding:2rem;
          box-shadow:0 .5rem 2rem #0002}
        header{display:flex;justify-content:space-between;font-size:.9rem;color:var(--soft)}
        h1{font-size:1.5rem;line-height:1.3;margin:.8rem 0}
        label{display:block;font-weight:600;margin-top:1rem}
        input{width:100%;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);
          border-radius:.5rem;padding:.6rem .7rem;min-height:2.75rem}
        button{display:block;width:100%;margin-top:1.5rem;font:inherit;font-weight:600;background:var(--go);
          color:var(--card);border:0;border-radius:.5rem;padding:.7rem;min-height:2.75rem;cursor:pointer}
        a{color:var(--go)}
        :focus-visible{outline:3px solid var(--go);outline-offset:2px}
        .hint{color:var(--soft);font-size:.9rem;margin:.2rem 0}
        .fault{color:var(--bad);border-left:4px solid;padding-left:.8rem}
        .codes{font-family:ui-monospace,monospace;columns:2;padding:0;list-style:none}
        .picture{background:#fff;padding:.5rem;width:fit-content;margin:1rem auto;border-radius:.5rem}
        .picture svg{display:block;width:12rem;height:12rem}
        code{overflow-wrap:anywhere}
        """;

    /// <summary>The one style a browser may apply (Content Security Policy, hash source).</summary>
    public static string Source { get; } =
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));
}
