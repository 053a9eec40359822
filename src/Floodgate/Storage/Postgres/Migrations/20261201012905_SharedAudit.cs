using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Floodgate.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SharedAudit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "approval_step",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Approval = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Node = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Json = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_step", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "audit_line",
                schema: "floodgate",
                columns: table => new
                {
                    Trail = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Node = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    AtMicros = table.Column<long>(type: "bigint", nullable: false),
                    Line = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_line", x => new { x.Trail, x.Number });
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_line_AtMicros",
                schema: "floodgate",
                table: "audit_line",
                column: "AtMicros");

            migrationBuilder.Sql("UPDATE floodgate.schema_level SET level = 2 WHERE level < 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "approval_step",
                schema: "floodgate");

            migrationBuilder.DropTable(
                name: "audit_line",
                schema: "floodgate");
        }
    }
}
