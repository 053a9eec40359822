using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Floodgate.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Redemptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Changed",
                table: "voucher",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "FaceCents",
                table: "voucher",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "Frozen",
                table: "voucher",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "RefundUntil",
                table: "voucher",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // Vouchers projected before this have not been touched by any till.
            migrationBuilder.Sql("UPDATE voucher SET FaceCents = RemainingCents, Changed = Position");

            migrationBuilder.CreateTable(
                name: "redemption",
                columns: table => new
                {
                    RedemptionId = table.Column<long>(type: "INTEGER", nullable: false),
                    VoucherId = table.Column<long>(type: "INTEGER", nullable: false),
                    Campaign = table.Column<int>(type: "INTEGER", nullable: false),
                    Batch = table.Column<int>(type: "INTEGER", nullable: false),
                    Store = table.Column<int>(type: "INTEGER", nullable: false),
                    Merchant = table.Column<string>(type: "TEXT", nullable: false),
                    Region = table.Column<string>(type: "TEXT", nullable: false),
                    Terminal = table.Column<string>(type: "TEXT", nullable: false),
                    OrderRef = table.Column<string>(type: "TEXT", nullable: false),
                    OrderCents = table.Column<long>(type: "INTEGER", nullable: false),
                    DiscountCents = table.Column<long>(type: "INTEGER", nullable: false),
                    TakenCents = table.Column<long>(type: "INTEGER", nullable: false),
                    RestoredCents = table.Column<long>(type: "INTEGER", nullable: false),
                    ReturnedCents = table.Column<long>(type: "INTEGER", nullable: false),
                    RefundedCents = table.Column<long>(type: "INTEGER", nullable: false),
                    Undone = table.Column<bool>(type: "INTEGER", nullable: false),
                    Offline = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_redemption", x => x.RedemptionId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_redemption_Store_At",
                table: "redemption",
                columns: new[] { "Store", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_redemption_VoucherId",
                table: "redemption",
                column: "VoucherId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "redemption");

            migrationBuilder.DropColumn(
                name: "Changed",
                table: "voucher");

            migrationBuilder.DropColumn(
                name: "FaceCents",
                table: "voucher");

            migrationBuilder.DropColumn(
                name: "Frozen",
                table: "voucher");

            migrationBuilder.DropColumn(
                name: "RefundUntil",
                table: "voucher");
        }
    }
}
