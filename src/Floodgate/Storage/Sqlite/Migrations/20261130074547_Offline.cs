using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Floodgate.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Offline : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "offline_entry",
                columns: table => new
                {
                    QuotaId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Entry = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    VoucherId = table.Column<long>(type: "INTEGER", nullable: false),
                    OrderRef = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OrderCents = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    RedemptionId = table.Column<long>(type: "INTEGER", nullable: false),
                    DiscountCents = table.Column<long>(type: "INTEGER", nullable: false),
                    Liable = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    SyncedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_offline_entry", x => new { x.QuotaId, x.Entry });
                });

            migrationBuilder.CreateTable(
                name: "offline_quota",
                columns: table => new
                {
                    QuotaId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Store = table.Column<int>(type: "INTEGER", nullable: false),
                    Terminal = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    IssuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    UsedCents = table.Column<long>(type: "INTEGER", nullable: false),
                    Closed = table.Column<bool>(type: "INTEGER", nullable: false),
                    LastEntry = table.Column<int>(type: "INTEGER", nullable: false),
                    Head = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_offline_quota", x => x.QuotaId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_offline_entry_VoucherId",
                table: "offline_entry",
                column: "VoucherId");

            migrationBuilder.CreateIndex(
                name: "IX_offline_quota_Store",
                table: "offline_quota",
                column: "Store");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "offline_entry");

            migrationBuilder.DropTable(
                name: "offline_quota");
        }
    }
}
