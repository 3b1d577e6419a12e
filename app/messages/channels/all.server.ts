import type { Db } from "../../platform/database.server";
import type { Env } from "../../platform/env.server";
import type { City } from "../commands/send-email.server";
import type { ChannelName } from "../types";
import type { Channel } from "./channel";
import { emailChannel, mailboxPost, noPost, type Post, smtpPost } from "./email.server";

type Settings = Pick<Env, "SMTP_URL" | "MAIL_FROM">;
export type Channels = Record<ChannelName, Channel>;

/** Every channel there is; mail is handed over by `post`. */
export const channelsWith = (post: Post, city: City): Channels => ({
  email: emailChannel(post, city),
});

/** Every channel as the settings have it. */
export function makeChannels(settings: Settings, db: Db, city: City & { demo: boolean }): Channels {
  const { SMTP_URL, MAIL_FROM } = settings;
  const withoutSmtp = city.demo ? mailboxPost(db) : noPost;
  const post = SMTP_URL && MAIL_FROM ? smtpPost(SMTP_URL, MAIL_FROM) : withoutSmtp;
  return channelsWith(post, city);
}
