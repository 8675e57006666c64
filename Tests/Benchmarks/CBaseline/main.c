/* The bare program that the hub is measured against: inserts the rows of a hub's database into
 * tables and indexes of the same form, with the same durability, and does nothing else.
 *
 *     CBaseline HUB_DATABASE TARGET_DATABASE INSERTS_A_TRANSACTION
 *
 * Prints: inserts, seconds, seconds of processor. All rows are in memory before the clock starts.
 * They go in as the hub got them: a batch of one site, then one of the next. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { TABLE_COUNT = 2, COLUMN_COUNT_MAX = 64 };

static const char *const tables[TABLE_COUNT] = {"feedback", "recovery_case"};

typedef struct {
    int type;
    int byte_count;
    union {
        int64_t number;
        char *bytes;
    } as;
} Value;

typedef struct {
    int table;
    int64_t batch, scope, position;
    Value *values;
} Row;

static Row *rows;
static size_t row_count, row_capacity;
static int column_counts[TABLE_COUNT];

static void fail(sqlite3 *db, const char *what) {
    fprintf(stderr, "CBaseline: %s: %s\n", what, db ? sqlite3_errmsg(db) : "out of memory");
    exit(1);
}

static void *allocated(size_t byte_count) {
    void *memory = malloc(byte_count ? byte_count : 1);
    if (!memory) fail(NULL, "allocate");
    return memory;
}

static void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail(db, sql);
}

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail(db, sql);
    return statement;
}

static Value value_of(sqlite3_stmt *statement, int column) {
    Value value = {sqlite3_column_type(statement, column), 0, {0}};
    if (value.type == SQLITE_INTEGER) {
        value.as.number = sqlite3_column_int64(statement, column);
    } else if (value.type != SQLITE_NULL) {
        const void *bytes = sqlite3_column_blob(statement, column);
        value.byte_count = sqlite3_column_bytes(statement, column);
        value.as.bytes = allocated((size_t)value.byte_count);
        if (value.byte_count) memcpy(value.as.bytes, bytes, (size_t)value.byte_count);
    }
    return value;
}

static void read_table(sqlite3 *db, int table, int64_t batch_size) {
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT _scope, _position, * FROM \"%s\"", tables[table]);
    sqlite3_stmt *statement = prepared(db, sql);
    int count = column_counts[table] = sqlite3_column_count(statement) - 2;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        if (row_count == row_capacity) {
            row_capacity = row_capacity ? row_capacity * 2 : 4096;
            rows = realloc(rows, row_capacity * sizeof *rows);
            if (!rows) fail(NULL, "allocate");
        }
        Row *row = &rows[row_count++];
        row->table = table;
        row->scope = sqlite3_column_int64(statement, 0);
        row->position = sqlite3_column_int64(statement, 1);
        row->batch = (row->position - 1) / batch_size;
        row->values = allocated((size_t)count * sizeof(Value));
        for (int column = 0; column < count; column++)
            row->values[column] = value_of(statement, column + 2);
    }
    sqlite3_finalize(statement);
}

static int as_pushed(const void *first, const void *second) {
    const Row *a = first, *b = second;
    if (a->batch != b->batch) return a->batch < b->batch ? -1 : 1;
    if (a->scope != b->scope) return a->scope < b->scope ? -1 : 1;
    return a->position < b->position ? -1 : a->position > b->position;
}

/* Makes the tables and their indexes as they are in the hub's database. */
static void copy_schema(sqlite3 *from, sqlite3 *to) {
    sqlite3_stmt *statement = prepared(from,
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN "
        "('feedback', 'recovery_case') ORDER BY type = 'table' DESC");
    while (sqlite3_step(statement) == SQLITE_ROW)
        run(to, (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
}

static sqlite3_stmt *insertion(sqlite3 *db, int table) {
    char sql[400];
    int length = snprintf(sql, sizeof sql, "INSERT INTO \"%s\" VALUES(", tables[table]);
    for (int column = 0; column < column_counts[table]; column++)
        length += snprintf(sql + length, sizeof sql - (size_t)length, column ? ",?" : "?");
    snprintf(sql + length, sizeof sql - (size_t)length, ")");
    return prepared(db, sql);
}

static void insert(sqlite3 *db, sqlite3_stmt *statement, const Row *row) {
    int count = column_counts[row->table];
    for (int column = 0; column < count; column++) {
        const Value *value = &row->values[column];
        switch (value->type) {
        case SQLITE_INTEGER:
            sqlite3_bind_int64(statement, column + 1, value->as.number);
            break;
        case SQLITE_NULL:
            sqlite3_bind_null(statement, column + 1);
            break;
        case SQLITE_BLOB:
            sqlite3_bind_blob(
                statement, column + 1, value->as.bytes, value->byte_count, SQLITE_STATIC);
            break;
        default:
            sqlite3_bind_text(
                statement, column + 1, value->as.bytes, value->byte_count, SQLITE_STATIC);
        }
    }
    if (sqlite3_step(statement) != SQLITE_DONE) fail(db, "insert");
    sqlite3_reset(statement);
}

static double wall_seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double processor_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

int main(int argument_count, char **arguments) {
    if (argument_count != 4) {
        fprintf(stderr, "usage: CBaseline HUB_DATABASE TARGET_DATABASE INSERTS_A_TRANSACTION\n");
        return 2;
    }
    int64_t batch_size = atoll(arguments[3]);
    sqlite3 *from, *to;
    if (sqlite3_open(arguments[1], &from) != SQLITE_OK) fail(from, "open the hub's database");
    if (sqlite3_open(arguments[2], &to) != SQLITE_OK) fail(to, "open the target");
    run(to, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;"
            "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4096");
    copy_schema(from, to);
    for (int table = 0; table < TABLE_COUNT; table++) read_table(from, table, batch_size);
    qsort(rows, row_count, sizeof *rows, as_pushed);
    sqlite3_stmt *insertions[TABLE_COUNT];
    for (int table = 0; table < TABLE_COUNT; table++) insertions[table] = insertion(to, table);

    double wall = wall_seconds(), processor = processor_seconds();
    for (size_t index = 0; index < row_count; index++) {
        if (index % (size_t)batch_size == 0) run(to, "BEGIN IMMEDIATE");
        insert(to, insertions[rows[index].table], &rows[index]);
        if ((index + 1) % (size_t)batch_size == 0 || index + 1 == row_count) run(to, "COMMIT");
    }
    printf("%zu %.6f %.6f\n", row_count, wall_seconds() - wall, processor_seconds() - processor);
    return 0;
}
