using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Floodgate.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class StaffInvitations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "LastSignInAt",
                table: "staff_account",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Id",
                table: "setup_link",
                type: "TEXT",
                maxLength: 12,
                nullable: false,
                oldClrType: typeof(int),
                oldType: "INTEGER");

            migrationBuilder.AddColumn<string>(
                name: "InvitedBy",
                table: "setup_link",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Role",
                table: "setup_link",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_setup_link_TokenHash",
                table: "setup_link",
                column: "TokenHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_setup_link_TokenHash",
                table: "setup_link");

            migrationBuilder.DropColumn(
                name: "LastSignInAt",
                table: "staff_account");

            migrationBuilder.DropColumn(
                name: "InvitedBy",
                table: "setup_link");

            migrationBuilder.DropColumn(
                name: "Role",
                table: "setup_link");

            migrationBuilder.AlterColumn<int>(
                name: "Id",
                table: "setup_link",
                type: "INTEGER",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 12);
        }
    }
}
