using System.Text;
using Floodgate.Access.Citizens;
using Floodgate.Foundation.Keys;

namespace Floodgate.Tests.Access;

public sealed class PersonTests : IDisposable
{
    private readonly TokenMaker _maker = new();

    public void Dispose() => _maker.Dispose();

    [Fact]
    public async Task TwoAccounts_WithOnePhone_AreOnePerson()
    {
        var one = await _maker.CitizenAsync(_maker.Token("ES256", ("sub", "a"), ("phone_hash", "p")));
        var other = await _maker.CitizenAsync(_maker.Token("ES256", ("sub", "b"), ("phone_hash", "p")));
        Assert.Equal(one.Person, other.Person);
        Assert.NotEqual(one.Account, other.Account);
    }

    [Fact]
    public async Task Person_IsOfTheStrongestIdentity_AndAllAreListed()
    {
        var citizen = await _maker.CitizenAsync(
            _maker.Token("ES256", ("sub", "a"), ("phone_hash", "p"), ("person", "n")));
        Assert.Equal(_maker.Persons.Of(PersonKey.Person, "n"), citizen.Person);
        Assert.Equal(
            [citizen.Person, _maker.Persons.Of(PersonKey.Phone, "p"), _maker.Persons.Of(PersonKey.Account, "a")],
            citizen.Identities);
        Assert.Equal(citizen.Identities[2], citizen.Account);
    }

    [Fact]
    public async Task Account_Alone_IsThePerson()
    {
        var citizen = await _maker.CitizenAsync(_maker.Token("ES256", ("sub", "a")));
        Assert.Equal(citizen.Account, citizen.Person);
        Assert.Null(citizen.Region);
        Assert.Null(citizen.LastDigit);
    }

    [Fact]
    public void SameValue_OfAnotherKind_IsAnotherPerson() =>
        Assert.NotEqual(_maker.Persons.Of(PersonKey.Phone, "1"), _maker.Persons.Of(PersonKey.Account, "1"));

    [Theory]
    [InlineData("0", 0), InlineData("9", 9), InlineData("X", null), InlineData("10", null), InlineData("٣", null)]
    public async Task LastDigit_IsADigitOrNothing(string claim, int? digit) =>
        Assert.Equal(digit, (await _maker.CitizenAsync(_maker.Token("ES256", ("last_digit", claim)))).LastDigit);

    [Fact]
    public async Task Citizen_KeepsNoRawIdentity()
    {
        var citizen = await _maker.CitizenAsync(
            _maker.Token("ES256", ("sub", "raw-account"), ("phone_hash", "raw-phone"), ("person", "raw-person")));
        Assert.DoesNotContain("raw", citizen + string.Concat(citizen.Identities), StringComparison.Ordinal);
    }

    [Fact]
    public void Person_DependsOnTheKey()
    {
        using var folder = new TemporaryFolder();
        var other = new PersonKey(KeyRing.Open(folder, TimeProvider.System));
        Assert.NotEqual(_maker.Persons.Of(PersonKey.Phone, "p"), other.Of(PersonKey.Phone, "p"));
    }

    [Fact]
    public void Person_IsTheFirstHalfOfTheMac()
    {
        using var folder = new TemporaryFolder();
        var ring = KeyRing.Open(folder, TimeProvider.System);
        var mac = System.Security.Cryptography.HMACSHA256.HashData(
            ring.Current(KeyPurpose.Person).Secret, Encoding.UTF8.GetBytes("phone\n甲"));
        Assert.Equal(
            Convert.ToHexStringLower(mac.AsSpan(0, 16)), new PersonKey(ring).Of("phone", "甲").ToString());
    }
}
