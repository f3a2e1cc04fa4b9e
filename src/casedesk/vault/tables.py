"""The machinery's tables: history, members, replicas, drafts and the search index.

These are no records: nobody types them, and no list shows them as such.
"""

from sqlalchemy import (
    BLOB,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from casedesk.domain.base import Base

#: What the vault says of itself: schema, generation, version of the text folding.
meta = Table(
    "meta",
    Base.metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

#: The people who open this vault. `identity` holds their secret signing and sealing keys.
member = Table(
    "member",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("uuid", BLOB(16), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("identity", BLOB),
    Column("public_identity", Text),
)

#: One copy of the vault on one computer and path. Numbers of changes are counted per replica, so
#: a copy must never go on counting under the replica it was copied from.
replica = Table(
    "replica",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("uuid", BLOB(16), nullable=False, unique=True),
    Column("created", Text, nullable=False),
)

#: The history and at once the log by which two copies are merged. Names of fields are permanent.
#: `replaces` lists the changes whose value this one overwrote, as "replica.seq replica.seq".
#: `commitment` is HMAC-SHA256(salt, value); `link` chains it to the change before it.
change = Table(
    "change",
    Base.metadata,
    Column("replica", ForeignKey("replica.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("unit", Integer, nullable=False),
    Column("record", ForeignKey("record.id"), nullable=False),
    Column("field", Text, nullable=False),
    Column("replaces", Text),
    Column("at", Text, nullable=False),
    Column("member", ForeignKey("member.id"), nullable=False),
    Column("commitment", BLOB(32), nullable=False),
    Column("link", BLOB(32), nullable=False),
    PrimaryKeyConstraint("replica", "seq"),
    Index("ix_change_record", "record", "field"),
    sqlite_with_rowid=False,
)

#: Value and salt of a change: what erasure deletes while the chain stays whole.
payload = Table(
    "payload",
    Base.metadata,
    Column("replica", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("salt", BLOB(16), nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("replica", "seq"),
    ForeignKeyConstraint(["replica", "seq"], ["change.replica", "change.seq"]),
    sqlite_with_rowid=False,
)

#: The name of each unit of work, for the sentences of history and for undo. `undoes` names the
#: unit it took back, as "replica.unit": after a vault is moved, that one is another replica's.
work_unit = Table(
    "work_unit",
    Base.metadata,
    Column("replica", ForeignKey("replica.id"), nullable=False),
    Column("unit", Integer, nullable=False),
    Column("what", Text, nullable=False),
    Column("undoes", Text),
    PrimaryKeyConstraint("replica", "unit"),
    sqlite_with_rowid=False,
)

#: Text typed but not saved: no history, gone when it is saved.
draft = Table(
    "draft",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("member", ForeignKey("member.id"), nullable=False),
    Column("record", ForeignKey("record.id")),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("content", Text, nullable=False),
)

#: Short keys under which names that sound alike meet, whatever their script.
name_key = Table(
    "name_key",
    Base.metadata,
    Column("key", Text, nullable=False),
    Column("record", ForeignKey("record.id"), nullable=False),
    PrimaryKeyConstraint("key", "record"),
    Index("ix_name_key_record", "record"),
    sqlite_with_rowid=False,
)

#: Which parties and evidence the text of a block mentions, taken out when it is saved.
mention = Table(
    "mention",
    Base.metadata,
    Column("block", ForeignKey("brief_block.id"), nullable=False),
    Column("record", ForeignKey("record.id"), nullable=False),
    PrimaryKeyConstraint("block", "record"),
    Index("ix_mention_record", "record"),
    sqlite_with_rowid=False,
)

#: Statements that Alembic's table comparison does not see. A migration makes them again.
SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5("
    "title, text, tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co M*'\")"
)
SEARCH_FORGETS = "INSERT INTO search(search, rank) VALUES('secure-delete', 1)"
HISTORY_STAYS = (
    "CREATE TRIGGER IF NOT EXISTS change_is_never_rewritten BEFORE UPDATE ON change"
    " BEGIN SELECT RAISE(ABORT, 'history is never rewritten'); END"
)
HISTORY_IS_KEPT = (
    "CREATE TRIGGER IF NOT EXISTS change_is_never_deleted BEFORE DELETE ON change"
    " BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END"
)
BESIDE_THE_TABLES = (SEARCH_TABLE, SEARCH_FORGETS, HISTORY_STAYS, HISTORY_IS_KEPT)
