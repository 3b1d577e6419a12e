import type { Db } from "../../platform/database.server";
import type { Env } from "../../platform/env.server";
import type { City } from "../commands/send-email.server";
import type { Gateway } from "../gateways/gateway";
import type { ChannelName } from "../types";
import type { Channel } from "./channel";
import { emailChannel, mailboxPost, noPost, type Post, smtpPost } from "./email.server";
import { gatewayOf, mailboxGateway, type SmsSettings, smsChannel } from "./sms.server";

type Settings = Pick<Env, "SMTP_URL" | "MAIL_FROM"> & SmsSettings;
export type Channels = Record<ChannelName, Channel>;

/** Every channel there is; mail is handed over by `post`, text messages by `gateway`, where there is one. */
export function channelsWith(
  post: Post,
  city: City,
  gateway: Gateway | null = null,
  callback?: string,
): Channels {
  const channels: Channels = {
    email: emailChannel({ post, city, channels: () => channels }),
    sms: smsChannel({ gateway, callback, city, channels: () => channels }),
  };
  return channels;
}

/** Every channel as the settings have it. */
export function makeChannels(settings: Settings, db: Db, city: City & { demo: boolean }): Channels {
  const { SMTP_URL, MAIL_FROM } = settings;
  const withoutSmtp = city.demo ? mailboxPost(db) : noPost;
  const post = SMTP_URL && MAIL_FROM ? smtpPost(SMTP_URL, MAIL_FROM) : withoutSmtp;
  const gateway = gatewayOf(settings) ?? (city.demo ? mailboxGateway(db) : null);
  return channelsWith(post, city, gateway, settings.SMS_CALLBACK_URL);
}
