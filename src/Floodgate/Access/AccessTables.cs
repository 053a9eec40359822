using Floodgate.Access.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Access;

/// <summary>
/// The tables of staff accounts, keys and the setup link. ASP.NET Core Identity works over whatever context knows its
/// entities, so they are configured here and storage stays free of slices.
/// </summary>
internal sealed class StaffAccountTable : IEntityTypeConfiguration<StaffAccount>
{
    public void Configure(EntityTypeBuilder<StaffAccount> builder)
    {
        builder.ToTable("staff_account");
        builder.Ignore(account => account.IsLocked);
        builder.Property(account => account.UserName).HasMaxLength(64);
        builder.Property(account => account.NormalizedUserName).HasMaxLength(64);
        builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(account => account.NormalizedUserName).IsUnique();
        builder.HasMany<IdentityUserClaim<string>>().WithOne().HasForeignKey(claim => claim.UserId).IsRequired();
        builder.HasMany<IdentityUserLogin<string>>().WithOne().HasForeignKey(login => login.UserId).IsRequired();
        builder.HasMany<IdentityUserToken<string>>().WithOne().HasForeignKey(token => token.UserId).IsRequired();
    }
}

internal sealed class StaffClaimTable : IEntityTypeConfiguration<IdentityUserClaim<string>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<string>> builder) => builder.ToTable("staff_claim");
}

internal sealed class StaffLoginTable : IEntityTypeConfiguration<IdentityUserLogin<string>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<string>> builder) =>
        builder.ToTable("staff_login").HasKey(login => new { login.LoginProvider, login.ProviderKey });
}

internal sealed class StaffTokenTable : IEntityTypeConfiguration<IdentityUserToken<string>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<string>> builder) =>
        builder.ToTable("staff_token").HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
}

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKeyRow>
{
    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        builder.ToTable("api_key");
        builder.Property(key => key.Id).HasMaxLength(8);
        builder.Property(key => key.Owner).HasMaxLength(64);
    }
}

internal sealed class SetupLinkTable : IEntityTypeConfiguration<SetupLinkRow>
{
    public void Configure(EntityTypeBuilder<SetupLinkRow> builder)
    {
        builder.ToTable("setup_link");
        builder.Property(link => link.Id).HasMaxLength(SetupLinks.IdLength);
        builder.Property(link => link.InvitedBy).HasMaxLength(64);
        builder.HasIndex(link => link.TokenHash).IsUnique();
    }
}
