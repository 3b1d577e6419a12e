import { createHash } from "node:crypto";
import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import webpush from "web-push";
import { PrivateAddress, publicLookup } from "../../platform/public-address.server";
import type { Vapid } from "../../platform/vapid.server";
import type { Urgency } from "../types";

/** A message as a device gets it, and what its push service has to know. */
export type Push = {
  device: { endpoint: string; p256dh: string; auth: string; name: string };
  /** What only the device can read. */
  payload: { id: string; title: string; body: string; path: string; tag: string; lang: string };
  urgency: Urgency;
  /** Seconds. */
  ttl: number;
};

/** What takes messages on for browsers: each browser's maker has its own. */
export type PushService = {
  /** The public key that browsers subscribe with. */
  key: string;
  /** Hands one over. Throws `NotPushed`, or whatever else may pass. */
  send: (push: Push) => Promise<void>;
};

/** `gone`: the device takes none any more; `refused`: not this one; `busy`: not now, but after `retryAfter`. */
export class NotPushed extends Error {
  override name = "NotPushed";
  constructor(
    readonly why: "gone" | "refused" | "busy",
    readonly retryAfter?: string,
  ) {
    super(why);
  }
}

/** Milliseconds. */
const ANSWER_WITHIN = 10_000;
const GONE = [404, 410];
const BUSY = [429, 503];

/**
 * The push service that an endpoint names. It is an address that anybody with an account may write, so nothing is asked
 * there but over TLS, of the open internet, and nothing of the answer is read but its status. Only tests, whose push service is
 * their own, ask for anything else; there is no setting for it.
 */
export function pushService(
  vapid: Vapid,
  { unsafeIntoPrivateNetworks: unsafe = false } = {},
): PushService {
  return {
    key: vapid.publicKey,
    async send({ device: { endpoint, p256dh, auth }, payload, urgency, ttl }) {
      const url = new URL(endpoint);
      if (!unsafe && !isOpen(url)) throw new NotPushed("refused");
      const { headers, body } = webpush.generateRequestDetails(
        { endpoint, keys: { p256dh, auth } },
        JSON.stringify(payload),
        { vapidDetails: vapid, TTL: ttl, urgency, topic: topicOf(payload.tag) },
      );
      const answer = await post(url, { headers }, body, unsafe).catch((fault) => {
        throw fault instanceof PrivateAddress ? new NotPushed("refused") : fault;
      });
      const { status, retryAfter } = answer;
      if (status >= 200 && status < 300) return;
      if (GONE.includes(status)) throw new NotPushed("gone");
      if (BUSY.includes(status)) throw new NotPushed("busy", retryAfter);
      if (status < 500) throw new NotPushed("refused");
      throw new Error(`the push service answered ${status}`);
    },
  };
}

/** Whether an address may be asked at all; where its name leads is looked at when it is connected to. */
export const isOpen = ({ protocol, hostname, port, username, password }: URL): boolean =>
  protocol === "https:" &&
  port === "" &&
  username + password === "" &&
  hostname.includes(".") &&
  isIP(hostname.replace(/^\[|\]$/g, "")) === 0;

/** At most 32 characters of base64url (RFC 8030, 5.4), which say nothing. */
const topicOf = (tag: string): string =>
  createHash("sha256").update(tag).digest("base64url").slice(0, 32);

function post(url: URL, { headers }: RequestOptions, body: Buffer, unsafe: boolean) {
  return new Promise<{ status: number; retryAfter: string | undefined }>((done, fail) => {
    const request = url.protocol === "http:" ? httpRequest : httpsRequest;
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    // A connection of its own: one that is kept was checked by whoever made it.
    const options: RequestOptions = { method: "POST", headers, signal, agent: false };
    const sent = request(url, unsafe ? options : { ...options, lookup: publicLookup }, (answer) => {
      done({ status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] });
      // Whatever it goes on to say is not waited for.
      answer.destroy();
    });
    sent.on("error", fail);
    sent.end(body);
  });
}
