// The peer on Node: the same SQL behind Fastify 5, as its documentation would have it.
// node-postgres with prepared statements, fast-jwt with its cache, response schemas.
import { readFileSync } from "node:fs";
import { createVerifier } from "fast-jwt";
import Fastify from "fastify";
import pg from "pg";

const sql = JSON.parse(readFileSync(process.env.BENCH_SQL, "utf8"));
const verify = createVerifier({ key: process.env.BENCH_SECRET, algorithms: ["HS256"], cache: true });
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const url = new URL(process.env.BENCH_DATABASE.replace("@/", "@socket/"));
const pool = new pg.Pool({
  host: url.searchParams.get("host"),
  user: url.username,
  password: url.password,
  database: url.pathname.slice(1),
  max: 16,
  options: process.env.PGOPTIONS,
});

const integer = { type: "integer" };
const text = { type: "string" };
const flag = { type: "boolean" };
const time = { type: "string", format: "date-time" };
const orNull = (schema) => ({ ...schema, nullable: true });
const object = (properties) => ({ type: "object", properties });

const message = object({
  id: integer, ticket_id: integer, content: text, internal: flag, created_at: time,
  read_at: orNull(time),
  sender: object({ id: integer, full_name: text, role: text }),
  attachments: { type: "array", items: object({
    id: integer, name: text, size: integer, content_type: text, url: text,
  }) },
});
const ticket = object({
  id: integer, title: text, description: text, status: text, priority: text, category: text,
  auto_categorized: flag, confidence_score: { type: "number" },
  tags: { type: "array", items: text }, created_by: integer, assigned_to: orNull(integer),
  version: integer, message_count: integer, created_at: time, updated_at: time,
  last_message_at: orNull(time), first_responded_at: orNull(time), resolved_at: orNull(time),
  unread_count: integer, customer: object({ id: integer, full_name: text, email: text }),
  agent: orNull(object({ id: integer, full_name: text })),
  messages: { type: "array", items: message },
});
const filters = object({
  status: text, limit: { type: "integer", minimum: 0, maximum: 100, default: 100 },
});
const newTicket = {
  ...object({ title: text, description: text, priority: text, category: text }),
  required: ["title", "description"], additionalProperties: false,
};
const newMessage = {
  ...object({ ticket_id: integer, content: text }),
  required: ["ticket_id", "content"], additionalProperties: false,
};

const app = Fastify({ logger: false });

app.addHook("onRequest", async (request, reply) => {
  if (request.url === "/livez") return;
  try {
    request.claims = verify((request.headers.authorization ?? "").slice(7));
  } catch {
    return reply.code(401).send({ detail: "Could not validate credentials" });
  }
});

async function within(claims, act) {
  const client = await pool.connect();
  const run = (name, ...values) =>
    client.query({ name, text: sql[name], values: [claims.tenant, ...values] });
  try {
    if (!/^[0-9a-f-]{36}$/.test(claims.tenant)) throw new Error("no tenant");
    await client.query(sql.begin.replace("{tenant_id}", claims.tenant));
    const result = await act(run, Number(claims.sub));
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

function asTicket(row) {
  row.customer = { id: row.created_by, full_name: row.customer_name, email: row.customer_email };
  row.agent = row.assigned_to === null ? null : { id: row.assigned_to, full_name: row.agent_name };
  return row;
}

function asMessage(row) {
  row.sender = { id: row.sender_id, full_name: row.sender_name, role: row.sender_role };
  row.attachments = row.attachments ? JSON.parse(row.attachments) : [];
  return row;
}

const record = (run, actor, kind, fact) =>
  run("event", actor, [kind], [JSON.stringify(fact)], null, "127.0.0.1");

app.get("/livez", async () => ({}));

app.get("/api/tickets/:id",
  { schema: { params: object({ id: integer }), response: { 200: ticket } } },
  (request, reply) => within(request.claims, async (run) => {
    const { id } = request.params;
    const found = (await run("get", true, id)).rows[0];
    if (!found) return reply.code(404).send({ detail: "Resource not found" });
    const messages = (await run("messages", id, true, 500, 0)).rows.map(asMessage);
    return { ...asTicket(found), messages };
  }));

app.get("/api/tickets",
  { schema: { querystring: filters, response: { 200: { type: "array", items: ticket } } } },
  (request) => within(request.claims, async (run) => {
    const { status, limit } = request.query;
    const { rows } = await run("list", true, status, limit, 0);
    return rows.map(asTicket);
  }));

app.post("/api/tickets", { schema: { body: newTicket, response: { 201: ticket } } },
  (request, reply) => within(request.claims, async (run, actor) => {
    const { title, description, priority, category } = request.body;
    const { rows } = await run(
      "create", true, title, description, priority, category, false, 1.0, null, null, null, null,
      [], actor,
    );
    const made = asTicket(rows[0]);
    await record(run, actor, "TicketCreated", { ticket_id: made.id, requester_id: actor });
    reply.code(201);
    return made;
  }));

app.post("/api/messages", { schema: { body: newMessage, response: { 200: message } } },
  (request) => within(request.claims, async (run, actor) => {
    const { ticket_id, content } = request.body;
    const of = (await run("lock", true, ticket_id)).rows[0];
    const posted = asMessage(
      (await run("post", ticket_id, actor, true, content, false, true, null, of.conversation_id))
        .rows[0],
    );
    await record(run, actor, "MessagePosted", {
      ticket_id, message_id: posted.id, requester_id: of.created_by, internal: false, from_staff: true,
    });
    return posted;
  }));

await app.listen({ host: "127.0.0.1", port: Number(process.argv[2]) });
