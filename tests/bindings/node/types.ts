// What the declarations allow and refuse; the compiler reads it, nothing runs it.

import zoomuser = require("../../../bindings/node");

async function used(client: zoomuser.Client, signal: AbortSignal): Promise<void> {
  client.set("timeout_ms", 1500).set("confirm", true).set("token", ({ wasRefused }) => String(wasRefused));
  const result = await client.updateUser("me", { pmi: 9876543210n, dept: undefined, location: null, phone_numbers: [] }, { signal });
  const code: zoomuser.StatusName = result.name;
  const unknown: string | undefined = result.user.anything;
  await client.request("POST", "users", { form: [{ name: "a", value: Buffer.from("b") }], headers: { Accept: "a/b" } });
  client.set("token", async () => `${code}${unknown}`);
}

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
}

export { refused, used };
