using Floodgate.Access;
using Floodgate.Foundation.Description;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Redemptions.Face;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Tills.Redemptions;

/// <summary>Taking vouchers at tills, giving them back, and single vouchers for staff.</summary>
internal static class RedemptionsSlice
{
    public static IServiceCollection AddRedemptions(this IServiceCollection services) =>
        services.AddSingleton<PresentedCode>().AddSingleton<TillDesk>().AddSingleton<OrderDesk>()
            .AddSingleton<TillMeter>().AddSingleton<RedemptionNames>().AddSingleton<RedeemEndpoint>()
            .AddSingleton<OrderEndpoint>()
            .AddSingleton<RefundEndpoints>().AddSingleton<VoucherOperations>().AddSingleton<DayEndpoint>()
            .AddSingleton<VoucherEvents>()
            .AddSingleton(all => new VoucherRecords(
                all.GetRequiredService<VoucherOperations>(), all.GetRequiredService<TillDesk>(),
                all.GetRequiredService<StoreDirectory>()));

    public static void MapRedemptions(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        var refunds = all.GetRequiredService<RefundEndpoints>();
        var redemptions = routes.MapGroup("/api/v1/redemptions");
        var meter = all.GetRequiredService<TillMeter>();
        redemptions.MapTill(HttpMethods.Post, "", meter.Around(all.GetRequiredService<RedeemEndpoint>().HandleAsync))
            .Describe(TillContract.Redeem);
        redemptions.MapTill(
                HttpMethods.Get, "/by-order/{orderRef}", all.GetRequiredService<OrderEndpoint>().HandleAsync)
            .Describe(TillContract.ByOrder);
        redemptions.MapTill(HttpMethods.Post, "/{id}/refunds", refunds.RefundAsync).Describe(TillContract.Refund);
        redemptions.MapTill(HttpMethods.Post, "/{id}/undo", refunds.UndoAsync).Describe(TillContract.Undo);
        routes.MapTill(
                HttpMethods.Get, "/api/v1/till/redemptions", all.GetRequiredService<DayEndpoint>().HandleAsync)
            .Describe(TillContract.Day);
    }

    /// <summary>The staff's endpoints, which may have an address of their own.</summary>
    public static void MapVoucherOperations(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        var vouchers = all.GetRequiredService<VoucherOperations>();
        routes.MapPost("/api/v1/ops/redemptions/{id}/undo",
                (RequestDelegate)all.GetRequiredService<RefundEndpoints>().BackOfficeUndoAsync)
            .RequireAuthorization(Roles.Finance).Describe(TillContract.BackOfficeUndo);
        routes.MapPost("/api/v1/ops/redemptions/{id}/refunds",
                (RequestDelegate)all.GetRequiredService<RefundEndpoints>().BackOfficeRefundAsync)
            .RequireAuthorization(Roles.Finance).Describe(TillContract.BackOfficeRefund);
        var one = routes.MapGroup("/api/v1/ops/vouchers/{voucher}");
        one.MapGet("", (RequestDelegate)vouchers.LifeAsync).RequireAuthorization(Roles.Staff)
            .Describe(TillContract.Life);
        foreach (var (word, mark) in ((string, VoucherMark)[])
            [("void", VoucherMark.Void), ("freeze", VoucherMark.Freeze), ("unfreeze", VoucherMark.Unfreeze)])
            one.MapPost("/" + word, context => vouchers.MarkAsync(context, mark))
                .RequireAuthorization(Roles.Operator)
                .Describe(TillContract.Mark with { Name = TillContract.Mark.Name + "-" + word });
    }
}
