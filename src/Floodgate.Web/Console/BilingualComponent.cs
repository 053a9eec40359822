using Floodgate.Foundation;
using Microsoft.AspNetCore.Components;

namespace Floodgate.Web.Console;

/// <summary>A component that speaks both languages; each text stands where it is used, in both.</summary>
public abstract class BilingualComponent : ComponentBase
{
    [CascadingParameter(Name = "Chinese")]
    public bool Chinese { get; set; }

    protected string T(string zh, string en) => Chinese ? zh : en;

    protected string T(BilingualText text) => Chinese ? text.Zh : text.En;
}
