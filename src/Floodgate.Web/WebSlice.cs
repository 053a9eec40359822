namespace Floodgate.Web;

/// <summary>The console and the static pages.</summary>
public static class WebSlice;
