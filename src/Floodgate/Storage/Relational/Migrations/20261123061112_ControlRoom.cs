using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Floodgate.Storage.Relational.Migrations
{
    /// <inheritdoc />
    public partial class ControlRoom : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "IncidentEntries",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Incident = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    AtMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    Json = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentEntries", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentEntries_Incident_AtMicros",
                table: "IncidentEntries",
                columns: new[] { "Incident", "AtMicros" });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentEntries_Origin_Sequence",
                table: "IncidentEntries",
                columns: new[] { "Origin", "Sequence" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IncidentEntries");
        }
    }
}
