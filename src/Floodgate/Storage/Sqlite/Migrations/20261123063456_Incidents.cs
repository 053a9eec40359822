using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Floodgate.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Incidents : Migration
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

            migrationBuilder.CreateTable(
                name: "desk_lookup",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Agent = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Subject = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_lookup", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "holder_message",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MessageId = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Campaign = table.Column<int>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<string>(type: "TEXT", nullable: false),
                    Batch = table.Column<int>(type: "INTEGER", nullable: true),
                    BatchId = table.Column<string>(type: "TEXT", nullable: true),
                    Zh = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    En = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Recipients = table.Column<long>(type: "INTEGER", nullable: false),
                    Cursor = table.Column<byte[]>(type: "BLOB", nullable: true),
                    CompletedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holder_message", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "holder_message_recipient",
                columns: table => new
                {
                    Person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Message = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holder_message_recipient", x => new { x.Person, x.Message });
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

            migrationBuilder.CreateIndex(
                name: "IX_desk_lookup_At",
                table: "desk_lookup",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_holder_message_MessageId",
                table: "holder_message",
                column: "MessageId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IncidentEntries");

            migrationBuilder.DropTable(
                name: "desk_lookup");

            migrationBuilder.DropTable(
                name: "holder_message");

            migrationBuilder.DropTable(
                name: "holder_message_recipient");
        }
    }
}
