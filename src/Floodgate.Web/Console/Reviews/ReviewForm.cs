using Floodgate.Emergency.Reviews.Face;

namespace Floodgate.Web.Console.Reviews;

/// <summary>What is being written into one version of a review.</summary>
public sealed class ReviewForm
{
    public ReviewForm(ReviewReading review)
    {
        Version = review.Version;
        Whys = [.. review.Written.Whys];
        (RootCause, Text, ReTest) = (review.Written.RootCause, review.Written.Text, review.Written.ReTest);
    }

    public int Version { get; }

    public string[] Whys { get; }

    public string RootCause { get; set; }

    public string Text { get; set; }

    public string ReTest { get; set; }

    public ReviewWriting Writing() => new(RootCause, Whys, Text, ReTest);

    public bool Differs(ReviewReading review) =>
        RootCause != review.Written.RootCause || Text != review.Written.Text || ReTest != review.Written.ReTest
        || !Whys.SequenceEqual(review.Written.Whys, StringComparer.Ordinal);
}
