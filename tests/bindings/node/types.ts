// What the declarations allow and refuse; the compiler reads it, nothing runs it.

import zoomuser = require("../../../bindings/node");
import type { ResumeOptionName, RunOptionName, TableOptionName } from "../../../bindings/node/names";

async function used(client: zoomuser.Client, signal: AbortSignal): Promise<void> {
  client.set("timeout_ms", 1500).set("confirm", true).set("token", ({ wasRefused }) => String(wasRefused));
  const result = await client.updateUser("me", { pmi: 9876543210n, dept: undefined, location: null, phone_numbers: [] }, { signal });
  const code: zoomuser.StatusName = result.name;
  const unknown: string | undefined = result.user.anything;
  await client.request("POST", "users", { form: [{ name: "a", value: Buffer.from("b") }], headers: { Accept: "a/b" } });
  client.set("token", async () => `${code}${unknown}`);
  await client.updateFile("users.csv", { jobs: 4, max_time: "2h", signal, table: { map: { Abteilung: "dept" }, part: "2/4" } });
  const resumed = await client.resumeUsers("users.csv", { retry: "failed" });
  const failed: number = resumed.counts.failed + resumed.rows.filter((row) => row.outcome === "in-doubt").length;
  await client.undoUsers("users.csv.run-1", { max_loss: failed });
}

/** Every option of the library has a type, and there are no others. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;
const names: [Same<keyof zoomuser.TableOptions, TableOptionName>, Same<keyof zoomuser.BulkOptions, RunOptionName | ResumeOptionName>] =
  [true, true];

async function refused(client: zoomuser.Client): Promise<void> {
  // @ts-expect-error: no such field
  await client.updateUser("me", { departement: "x" });
  // @ts-expect-error: no such option
  client.set("time_out", 1);
  // @ts-expect-error: a token is text
  client.set("token", () => 5);
  // @ts-expect-error: a user id is text
  await client.getUser(5);
  // @ts-expect-error: no such format
  await client.render("me", {}, "wget");
  // @ts-expect-error: results come from the library only
  new zoomuser.Result();
  // @ts-expect-error: a result never changes
  (await client.getUser("me")).status = 0;
  // @ts-expect-error: no such option of a run
  await client.updateUsers([], { canarys: 1 });
  // @ts-expect-error: an option of resumeUsers only
  await client.updateUsers([], { retry: "failed" });
  // @ts-expect-error: no such option of a file
  await client.updateFile("users.csv", { table: { separator: ";" } });
  // @ts-expect-error: no such outcome
  (await client.updateUsers([])).rows.filter((row) => row.outcome === "ok");
}

export { names, refused, used };
