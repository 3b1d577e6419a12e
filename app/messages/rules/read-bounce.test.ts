import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exchange, exim, postfix, type Report } from "../../../tests/factories/bounces";
import { readBounce } from "./read-bounce";
import { readReturnPath, returnPath } from "./return-path";

const returns = { address: "bounces@city.example", secret: "s".repeat(32) };
const to = "olha@mail.example";
const notice = "0a1b2c3d-0000-4000-8000-00000000beef";
const path = returnPath(returns, to, notice);
const read = async (text: string) => await readBounce(Buffer.from(text));
const faultOf = async (make: (report: Report) => string, more: Partial<Report> = {}) => {
  const found = await read(make({ path, to, ...more }));
  return found?.failed.map(({ fault }) => fault);
};

describe("a report of a mail that came back", () => {
  it.each([
    ["Postfix", postfix],
    ["Exchange", exchange],
  ])("of %s says that there is no such address", async (_, make) => {
    const found = await read(make({ path, to }));
    expect(found!.failed).toMatchObject([{ fault: "address" }]);
    expect(found!.failed[0]!.addresses).toContain(to);
    expect(readReturnPath(returns, found!.paths.find((one) => one.includes("+"))!, to)).toEqual({
      notificationId: notice,
    });
    expect(await read(make({ path, to }).replaceAll("\r\n", "\n"))).toEqual(found);
  });

  it("of Exim counts by what the server before it said", async () => {
    expect(await faultOf(exim, { diagnostic: "smtp; 550 5.1.1 no such user" })).toEqual([
      "address",
    ]);
    expect(await faultOf(exim, { diagnostic: "smtp; 550-5.7.1 looks like\r\n spam" })).toEqual([
      "refused",
    ]);
    expect(await faultOf(exim, { diagnostic: "smtp; 550 blocked" })).toEqual(["refused"]);
    expect(await faultOf(exim)).toEqual(["refused"]);
  });

  it.each([
    ["5.1.2", "address"],
    ["5.2.1", "address"],
    ["5.2.2", "refused"],
    ["5.7.1", "refused"],
    ["4.4.7", "refused"],
    ["4.1.1", "refused"],
    ["", "refused"],
  ])("with %s marks as %s", async (status, fault) => {
    expect(await faultOf(postfix, { status })).toEqual([fault]);
  });

  it.each([
    "delayed",
    "delivered",
    "relayed",
    "expanded",
    "",
  ])("that says %s is none of a failure", async (action) => {
    expect(await faultOf(postfix, { action, status: "4.1.1" })).toEqual([]);
  });

  it("is none where it is a mail like others, or half of one", async () => {
    for (const text of ["", "\r\n\r\n", "Subject: I am away\r\n\r\nBack on Monday", "\0\0"])
      expect(await read(text)).toBeNull();
    const whole = postfix({ path, to });
    const forged = whole.replace("message/delivery-status", "text/plain");
    expect(await read(forged)).toBeNull();
    for (let end = 0; end < whole.length; end += 97) await read(whole.slice(0, end));
  });

  it("is read to an end whatever it holds", async () => {
    const nested = "Content-Type: multipart/report; boundary=a\r\n\r\n--a\r\n".repeat(5_000);
    expect(await read(nested)).toBeNull();
    const groups = `Final-Recipient: rfc822; ${to}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n`;
    const many = postfix({ path, to }).replace(
      "Final-Recipient",
      `${groups.repeat(500)}Final-Recipient`,
    );
    expect((await read(many))!.failed.length).toBe(20);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.nat(2_000), async (bytes, at) => {
        const whole = Buffer.from(exchange({ path, to }));
        await readBounce(Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at)]));
      }),
      { numRuns: 100 },
    );
  });
});

describe("a return path", () => {
  it("speaks of one mail to one address, in whatever case it comes back", () => {
    expect(path.split("@")[0]!.length).toBeLessThanOrEqual(64);
    expect(readReturnPath(returns, path.toUpperCase(), "Olha@Mail.example")).toEqual({
      notificationId: notice,
    });
    expect(readReturnPath(returns, returnPath(returns, to), to)).toEqual({ notificationId: null });
    expect(readReturnPath(returns, path, "petro@mail.example")).toBeNull();
    expect(readReturnPath({ ...returns, secret: "t".repeat(32) }, path, to)).toBeNull();
    expect(readReturnPath(returns, path.replace("+0a", "+0b"), to)).toBeNull();
    for (const other of ["", "bounces@city.example", `bounces+${"0".repeat(52)}@city.example`])
      expect(readReturnPath(returns, other, to)).toBeNull();
  });
});
