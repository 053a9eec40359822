using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Floodgate.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Begin : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "floodgate");

            migrationBuilder.CreateTable(
                name: "IncidentEntries",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Origin = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Incident = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    AtMicros = table.Column<long>(type: "bigint", nullable: false),
                    Json = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentEntries", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "api_key",
                schema: "floodgate",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 8, nullable: false, collation: "C"),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Store = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Owner = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastUsedDay = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_key", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "drill_record",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Drill = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    PlanVersion = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    DrillHash = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Program = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    StartedMicros = table.Column<long>(type: "bigint", nullable: false),
                    EndedMicros = table.Column<long>(type: "bigint", nullable: false),
                    Met = table.Column<int>(type: "integer", nullable: false),
                    Expected = table.Column<int>(type: "integer", nullable: false),
                    Full = table.Column<bool>(type: "boolean", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TookPart = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SubmittedBy = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    SubmittedMicros = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drill_record", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "holder_message",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MessageId = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Campaign = table.Column<int>(type: "integer", nullable: false),
                    CampaignId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Batch = table.Column<int>(type: "integer", nullable: true),
                    BatchId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Zh = table.Column<string>(type: "text", maxLength: 2000, nullable: false, collation: "C"),
                    En = table.Column<string>(type: "text", maxLength: 2000, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Recipients = table.Column<long>(type: "bigint", nullable: false),
                    Cursor = table.Column<byte[]>(type: "bytea", nullable: true),
                    CompletedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holder_message", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "holder_message_recipient",
                schema: "floodgate",
                columns: table => new
                {
                    Person = table.Column<byte[]>(type: "bytea", nullable: false),
                    Message = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holder_message_recipient", x => new { x.Person, x.Message });
                });

            migrationBuilder.CreateTable(
                name: "improvement_action",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Source = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    SourceId = table.Column<string>(type: "text", maxLength: 80, nullable: true, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Owner = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Due = table.Column<DateOnly>(type: "date", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Evidence = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Link = table.Column<string>(type: "text", maxLength: 1000, nullable: true, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    CreatedMicros = table.Column<long>(type: "bigint", nullable: false),
                    EndedBy = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    EndedMicros = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_improvement_action", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "meeting",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Definition = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Incident = table.Column<string>(type: "text", maxLength: 72, nullable: false, collation: "C"),
                    NameZh = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    NameEn = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Teams = table.Column<string>(type: "text", maxLength: 2000, nullable: false, collation: "C"),
                    DueMicros = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    HeldMicros = table.Column<long>(type: "bigint", nullable: true),
                    AgendaJson = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Minutes = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Attendance = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    NotedBy = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_meeting", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "merchant",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Registration = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    Contact = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    NameZh = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    NameEn = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    ReasonZh = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReasonEn = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Proposal = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Authors = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AppliedBy = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    AppliedAt = table.Column<long>(type: "bigint", nullable: false),
                    DecidedBy = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_merchant", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "merchant_act",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MerchantNumber = table.Column<int>(type: "integer", nullable: false),
                    StoreNumber = table.Column<int>(type: "integer", nullable: true),
                    Act = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Actor = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Approval = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_merchant_act", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "merchant_freeze",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MerchantNumber = table.Column<int>(type: "integer", nullable: false),
                    StoreNumber = table.Column<int>(type: "integer", nullable: true),
                    ReasonZh = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReasonEn = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AppealZh = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AppealEn = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DisputedAmount = table.Column<long>(type: "bigint", nullable: true),
                    Currency = table.Column<string>(type: "text", maxLength: 3, nullable: true, collation: "C"),
                    Redemptions = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    By = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    EndedBy = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndReason = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_merchant_freeze", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "offline_entry",
                schema: "floodgate",
                columns: table => new
                {
                    QuotaId = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Entry = table.Column<int>(type: "integer", nullable: false),
                    Hash = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    VoucherId = table.Column<long>(type: "bigint", nullable: false),
                    OrderRef = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    OrderCents = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Code = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    RedemptionId = table.Column<long>(type: "bigint", nullable: false),
                    DiscountCents = table.Column<long>(type: "bigint", nullable: false),
                    ShortfallCents = table.Column<long>(type: "bigint", nullable: false),
                    Liable = table.Column<string>(type: "text", maxLength: 16, nullable: true, collation: "C"),
                    SyncedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_offline_entry", x => new { x.QuotaId, x.Entry });
                });

            migrationBuilder.CreateTable(
                name: "offline_quota",
                schema: "floodgate",
                columns: table => new
                {
                    QuotaId = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Store = table.Column<int>(type: "integer", nullable: false),
                    Terminal = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Currency = table.Column<string>(type: "text", maxLength: 3, nullable: false, collation: "C"),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    Cents = table.Column<long>(type: "bigint", nullable: false),
                    IssuedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    UsedCount = table.Column<int>(type: "integer", nullable: false),
                    UsedCents = table.Column<long>(type: "bigint", nullable: false),
                    Closed = table.Column<bool>(type: "boolean", nullable: false),
                    LastEntry = table.Column<int>(type: "integer", nullable: false),
                    Head = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    LastAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_offline_quota", x => x.QuotaId);
                });

            migrationBuilder.CreateTable(
                name: "on_call_version",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Calendar = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Actor = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_on_call_version", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "plan_entry",
                schema: "floodgate",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Plan = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Campaign = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Actor = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    AtMicros = table.Column<long>(type: "bigint", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Json = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PreviousHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_entry", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "projection_position",
                schema: "floodgate",
                columns: table => new
                {
                    Chain = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_projection_position", x => x.Chain);
                });

            migrationBuilder.CreateTable(
                name: "reach_test",
                schema: "floodgate",
                columns: table => new
                {
                    MessageId = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Person = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Mask = table.Column<string>(type: "text", maxLength: 300, nullable: false, collation: "C"),
                    Outcome = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Why = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Actor = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reach_test", x => x.MessageId);
                });

            migrationBuilder.CreateTable(
                name: "redemption",
                schema: "floodgate",
                columns: table => new
                {
                    RedemptionId = table.Column<long>(type: "bigint", nullable: false),
                    VoucherId = table.Column<long>(type: "bigint", nullable: false),
                    Campaign = table.Column<int>(type: "integer", nullable: false),
                    Batch = table.Column<int>(type: "integer", nullable: false),
                    Store = table.Column<int>(type: "integer", nullable: false),
                    Merchant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Terminal = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OrderRef = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OrderCents = table.Column<long>(type: "bigint", nullable: false),
                    DiscountCents = table.Column<long>(type: "bigint", nullable: false),
                    TakenCents = table.Column<long>(type: "bigint", nullable: false),
                    RestoredCents = table.Column<long>(type: "bigint", nullable: false),
                    ReturnedCents = table.Column<long>(type: "bigint", nullable: false),
                    RefundedCents = table.Column<long>(type: "bigint", nullable: false),
                    Undone = table.Column<bool>(type: "boolean", nullable: false),
                    Offline = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_redemption", x => x.RedemptionId);
                });

            migrationBuilder.CreateTable(
                name: "review",
                schema: "floodgate",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Incident = table.Column<string>(type: "text", maxLength: 72, nullable: false, collation: "C"),
                    TitleZh = table.Column<string>(type: "text", maxLength: 400, nullable: false, collation: "C"),
                    TitleEn = table.Column<string>(type: "text", maxLength: 400, nullable: false, collation: "C"),
                    Level = table.Column<string>(type: "text", maxLength: 8, nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedMicros = table.Column<long>(type: "bigint", nullable: false),
                    EditedBy = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    ClosedBy = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    ClosedMicros = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "review_version",
                schema: "floodgate",
                columns: table => new
                {
                    Review = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Actor = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    AtMicros = table.Column<long>(type: "bigint", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review_version", x => new { x.Review, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "setup_link",
                schema: "floodgate",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 12, nullable: false, collation: "C"),
                    TokenHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    InvitedBy = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_setup_link", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "staff_account",
                schema: "floodgate",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastSignInAt = table.Column<long>(type: "bigint", nullable: true),
                    UserName = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    NormalizedUserName = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    NormalizedEmail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PhoneNumber = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_account", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "training_record",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Course = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Person = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    TakenMicros = table.Column<long>(type: "bigint", nullable: false),
                    ValidUntilMicros = table.Column<long>(type: "bigint", nullable: false),
                    Note = table.Column<string>(type: "text", maxLength: 1000, nullable: true, collation: "C"),
                    RecordedBy = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    RecordedMicros = table.Column<long>(type: "bigint", nullable: false),
                    Right = table.Column<int>(type: "integer", nullable: true),
                    Questions = table.Column<int>(type: "integer", nullable: true),
                    Failed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_record", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "voucher",
                schema: "floodgate",
                columns: table => new
                {
                    VoucherId = table.Column<long>(type: "bigint", nullable: false),
                    Person = table.Column<byte[]>(type: "bytea", nullable: false),
                    Campaign = table.Column<int>(type: "integer", nullable: false),
                    Batch = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    RemainingCents = table.Column<long>(type: "bigint", nullable: false),
                    ClaimedAt = table.Column<long>(type: "bigint", nullable: false),
                    ValidFrom = table.Column<long>(type: "bigint", nullable: false),
                    ValidUntil = table.Column<long>(type: "bigint", nullable: false),
                    CodeKey = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Changed = table.Column<long>(type: "bigint", nullable: false),
                    Frozen = table.Column<bool>(type: "boolean", nullable: false),
                    FaceCents = table.Column<long>(type: "bigint", nullable: false),
                    RefundUntil = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_voucher", x => x.VoucherId);
                });

            migrationBuilder.CreateTable(
                name: "voucher_event",
                schema: "floodgate",
                columns: table => new
                {
                    VoucherId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Detail = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    RedemptionId = table.Column<long>(type: "bigint", nullable: true),
                    Store = table.Column<int>(type: "integer", nullable: true),
                    OrderCents = table.Column<long>(type: "bigint", nullable: false),
                    Cents = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Actor = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_voucher_event", x => new { x.VoucherId, x.Position, x.Place });
                });

            migrationBuilder.CreateTable(
                name: "store",
                schema: "floodgate",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MerchantNumber = table.Column<int>(type: "integer", nullable: false),
                    Region = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Category = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Address = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    Takes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TestedAt = table.Column<long>(type: "bigint", nullable: true),
                    TestedTerminal = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    NameZh = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    NameEn = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    ReasonZh = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReasonEn = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Proposal = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Authors = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AppliedBy = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    AppliedAt = table.Column<long>(type: "bigint", nullable: false),
                    DecidedBy = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store", x => x.Number);
                    table.ForeignKey(
                        name: "FK_store_merchant_MerchantNumber",
                        column: x => x.MerchantNumber,
                        principalSchema: "floodgate",
                        principalTable: "merchant",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "staff_claim",
                schema: "floodgate",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ClaimType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ClaimValue = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_claim", x => x.Id);
                    table.ForeignKey(
                        name: "FK_staff_claim_staff_account_UserId",
                        column: x => x.UserId,
                        principalSchema: "floodgate",
                        principalTable: "staff_account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_login",
                schema: "floodgate",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ProviderKey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_login", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_staff_login_staff_account_UserId",
                        column: x => x.UserId,
                        principalSchema: "floodgate",
                        principalTable: "staff_account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_token",
                schema: "floodgate",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LoginProvider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_token", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_staff_token_staff_account_UserId",
                        column: x => x.UserId,
                        principalSchema: "floodgate",
                        principalTable: "staff_account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentEntries_Incident_AtMicros",
                schema: "floodgate",
                table: "IncidentEntries",
                columns: new[] { "Incident", "AtMicros" });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentEntries_Origin_Sequence",
                schema: "floodgate",
                table: "IncidentEntries",
                columns: new[] { "Origin", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_drill_record_Drill_StartedMicros",
                schema: "floodgate",
                table: "drill_record",
                columns: new[] { "Drill", "StartedMicros" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_holder_message_MessageId",
                schema: "floodgate",
                table: "holder_message",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_improvement_action_Source_SourceId",
                schema: "floodgate",
                table: "improvement_action",
                columns: new[] { "Source", "SourceId" });

            migrationBuilder.CreateIndex(
                name: "IX_improvement_action_State_Due",
                schema: "floodgate",
                table: "improvement_action",
                columns: new[] { "State", "Due" });

            migrationBuilder.CreateIndex(
                name: "IX_meeting_Definition_Incident_DueMicros",
                schema: "floodgate",
                table: "meeting",
                columns: new[] { "Definition", "Incident", "DueMicros" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_meeting_State_DueMicros",
                schema: "floodgate",
                table: "meeting",
                columns: new[] { "State", "DueMicros" });

            migrationBuilder.CreateIndex(
                name: "IX_merchant_Id",
                schema: "floodgate",
                table: "merchant",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_merchant_State",
                schema: "floodgate",
                table: "merchant",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_merchant_act_MerchantNumber",
                schema: "floodgate",
                table: "merchant_act",
                column: "MerchantNumber");

            migrationBuilder.CreateIndex(
                name: "IX_merchant_freeze_MerchantNumber_EndedAt",
                schema: "floodgate",
                table: "merchant_freeze",
                columns: new[] { "MerchantNumber", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_offline_entry_VoucherId",
                schema: "floodgate",
                table: "offline_entry",
                column: "VoucherId");

            migrationBuilder.CreateIndex(
                name: "IX_offline_quota_Store",
                schema: "floodgate",
                table: "offline_quota",
                column: "Store");

            migrationBuilder.CreateIndex(
                name: "IX_reach_test_At",
                schema: "floodgate",
                table: "reach_test",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_redemption_Store_At",
                schema: "floodgate",
                table: "redemption",
                columns: new[] { "Store", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_redemption_VoucherId",
                schema: "floodgate",
                table: "redemption",
                column: "VoucherId");

            migrationBuilder.CreateIndex(
                name: "IX_review_Incident",
                schema: "floodgate",
                table: "review",
                column: "Incident",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_setup_link_TokenHash",
                schema: "floodgate",
                table: "setup_link",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_staff_account_NormalizedUserName",
                schema: "floodgate",
                table: "staff_account",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_staff_claim_UserId",
                schema: "floodgate",
                table: "staff_claim",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_staff_login_UserId",
                schema: "floodgate",
                table: "staff_login",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_store_Id",
                schema: "floodgate",
                table: "store",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_store_MerchantNumber",
                schema: "floodgate",
                table: "store",
                column: "MerchantNumber");

            migrationBuilder.CreateIndex(
                name: "IX_store_State",
                schema: "floodgate",
                table: "store",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_training_record_Course_Person_TakenMicros",
                schema: "floodgate",
                table: "training_record",
                columns: new[] { "Course", "Person", "TakenMicros" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_voucher_Person",
                schema: "floodgate",
                table: "voucher",
                column: "Person");

            migrationBuilder.Sql(PostgresScript.Read("journal"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("The first migration is not taken back: the journal is in it.");
    }
}
