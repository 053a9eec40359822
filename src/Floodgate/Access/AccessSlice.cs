using System.ComponentModel.DataAnnotations;
using Floodgate.Access.ApiKeys;
using Floodgate.Access.Citizens;
using Floodgate.Access.Policies;
using Floodgate.Access.Staff;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Floodgate.Access;

/// <summary>Who may do what: citizens' tokens, API keys, staff accounts, and a policy for each role.</summary>
internal static class AccessSlice
{
    internal const int PasswordLengthMin = 12;
    internal const string NameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_@+";

    /// <summary>
    /// Registers access over the data folder. Needs the relational storage; the key ring is opened if nobody has.
    /// </summary>
    /// <exception cref="ValidationException">An option is out of range, or an issuer is set beside
    /// <paramref name="demo"/>.</exception>
    public static IServiceCollection AddAccess(
        this IServiceCollection services, AccessOptions options, string dataDirectory, bool demo)
    {
        Check(options, demo);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider =>
            KeyRing.Open(Path.Combine(dataDirectory, "keys"), provider.GetRequiredService<TimeProvider>()));
        AddCitizens(services, options, dataDirectory, demo);
        AddStaff(services, options, dataDirectory);
        services.AddSingleton<ApiKeyCache>().AddSingleton<TillEntrance>();
        services.AddAuthorization(AccessPolicies.Add);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessDenial>();
        return services;
    }

    /// <summary>
    /// Maps the staff pages, at the console's address, and, under <c>--demo</c>, the demo issuer.
    /// </summary>
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").OnlyAtConsole();
        SetupEndpoint.Map(pages);
        SignInEndpoint.Map(pages);
        TwoFactorEndpoint.Map(pages);
        if (routes.ServiceProvider.GetService<DemoIssuer>() is null) return;
        DemoTokenEndpoint.Map(routes);
        DemoTokensEndpoint.Map(routes);
    }

    /// <summary>Maps an endpoint that is for tills alone, behind their entrance.</summary>
    public static IEndpointConventionBuilder MapTill(
        this IEndpointRouteBuilder routes, string method, string pattern, RequestDelegate endpoint) => routes
        .MapMethods(pattern, [method], routes.ServiceProvider.GetRequiredService<TillEntrance>().Around(endpoint))
        .WithMetadata(new TillEndpointAttribute()).ShortCircuit();

    private static void Check(AccessOptions options, bool demo)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        if (options.Issuer is not { } issuer) return;
        Validator.ValidateObject(issuer, new ValidationContext(issuer), validateAllProperties: true);
        if (demo)
            throw new ValidationException(
                "--demo and Access:Issuer exclude each other: the demo issuer vouches for all");
    }

    private static void AddCitizens(IServiceCollection services, AccessOptions options, string dataDirectory, bool demo)
    {
        services.AddSingleton<PersonKey>();
        if (demo) services.AddSingleton(_ => DemoIssuer.Open(dataDirectory));
        services.AddSingleton(provider => new CitizenTokens(
            Trusted(provider, options),
            provider.GetRequiredService<PersonKey>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CitizenTokens>>()));
    }

    private static TrustedIssuer? Trusted(IServiceProvider provider, AccessOptions options)
    {
        var log = provider.GetRequiredService<ILogger<IssuerKeys>>();
        var clock = provider.GetRequiredService<TimeProvider>();
        if (provider.GetService<DemoIssuer>() is { } demo)
        {
            var own = new IssuerKeys(_ => Task.FromResult(demo.Jwks()), new IssuerOptions(), clock, log);
            return new TrustedIssuer(DemoIssuer.Issuer, DemoIssuer.Audience, TimeSpan.FromSeconds(30), own);
        }

        if (options.Issuer is { } issuer)
        {
            var keys = new IssuerKeys(IssuerKeySource.Of(issuer), issuer, clock, log);
            return new TrustedIssuer(
                issuer.ExpectedIssuer, issuer.Audience, TimeSpan.FromSeconds(issuer.ClockSkewSeconds), keys);
        }

        AccessLog.NoIssuer(log);
        return null;
    }

    private static void AddStaff(IServiceCollection services, AccessOptions options, string dataDirectory)
    {
        services.AddDataProtection().SetApplicationName("floodgate");
        services.Configure<KeyManagementOptions>(keys =>
            keys.XmlRepository = new PrivateKeyRepository(Path.Combine(dataDirectory, "keys", "dp")));
        services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "fg_form";
            form.Cookie.SameSite = SameSiteMode.Strict;
            form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddHttpContextAccessor();
        services.AddIdentityCore<StaffAccount>(ConfigureIdentity).AddUserStore<StaffStore>().AddSignInManager()
            .AddTokenProvider<AuthenticatorTokenProvider<StaffAccount>>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<SecurityStampValidatorOptions>(stamp =>
            stamp.ValidationInterval = TimeSpan.FromSeconds(options.SessionCheckSeconds));
        // No default scheme: what citizens send is never tried as a staff credential, and costs nothing.
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiKeyScheme>(ApiKeyScheme.Name, null)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                Harden(cookie.Cookie, "fg_session");
                cookie.LoginPath = SignInEndpoint.Path;
                cookie.SlidingExpiration = true;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(options.SessionHours);
                cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie =>
            {
                Harden(cookie.Cookie, "fg_second_step");
                cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            })
            // Never given out; Identity signs out of it when it ends a session, and fails where it is not known.
            .AddCookie(
                IdentityConstants.TwoFactorRememberMeScheme, cookie => Harden(cookie.Cookie, "fg_remembered"));
        services.AddSingleton<SetupLinks>().AddSingleton<SignInLimits>();
        services.AddSingleton<StaffWitness>().AddSingleton(StaffRegister.Of);
        services.AddSingleton(all => new StaffSessions(all.GetRequiredService<IServiceScopeFactory>(), options));
        services.AddScoped<SetupEndpoint>().AddScoped<SignInEndpoint>().AddScoped<TwoFactorEndpoint>();
    }

    private static void ConfigureIdentity(IdentityOptions identity)
    {
        identity.Password.RequiredLength = PasswordLengthMin;
        // Length is what protects; rules about kinds of characters only make passwords predictable
        // (NIST SP 800-63B, 5.1.1.2).
        identity.Password.RequireDigit = identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        identity.User.AllowedUserNameCharacters = NameCharacters;
        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        identity.Lockout.AllowedForNewUsers = true;
    }

    private static void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Strict;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }
}
