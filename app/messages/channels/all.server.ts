import type { Db } from "../../platform/database.server";
import type { Env } from "../../platform/env.server";
import { vapidOf } from "../../platform/vapid.server";
import type { City } from "../commands/send-email.server";
import type { Gateway } from "../gateways/gateway";
import { type PushService, pushService } from "../gateways/push-service.server";
import type { Returns } from "../rules/return-path";
import type { ChannelName } from "../types";
import type { Channel } from "./channel";
import { emailChannel, mailboxPost, noPost, type Post, smtpPost } from "./email.server";
import { mailboxPush, type PushChannel, pushChannel } from "./push.server";
import { gatewayOf, mailboxGateway, type SmsSettings, smsChannel } from "./sms.server";

type Settings = Pick<Env, "SMTP_URL" | "MAIL_FROM" | "PUBLIC_URL" | "VAPID_KEY"> &
  BounceSettings &
  SmsSettings;
type BounceSettings = Pick<Env, "BOUNCE_ADDRESS" | "BOUNCE_SECRET">;
export type Channels = Record<ChannelName, Channel> & { push: PushChannel };

/** Every channel there is; mail is handed over by `post`, text messages by `gateway`, push messages to `service`, where there is one. */
export function channelsWith(
  post: Post,
  city: City,
  gateway: Gateway | null = null,
  {
    callback,
    service = null,
  }: { callback?: string | undefined; service?: PushService | null } = {},
): Channels {
  const channels: Channels = {
    email: emailChannel({ post, city, channels: () => channels }),
    sms: smsChannel({ gateway, callback, city, channels: () => channels }),
    push: pushChannel({ service, city, channels: () => channels }),
  };
  return channels;
}

/** Where mail comes back to, as the settings have it; null where its server says at once what it can't deliver. */
export const returnsOf = ({
  BOUNCE_ADDRESS: address,
  BOUNCE_SECRET: secret,
}: BounceSettings): Returns | null => (address && secret ? { address, secret } : null);

/** Every channel as the settings have it. */
export function makeChannels(settings: Settings, db: Db, city: City & { demo: boolean }): Channels {
  const { SMTP_URL, MAIL_FROM } = settings;
  const withoutSmtp = city.demo ? mailboxPost(db) : noPost;
  const post =
    SMTP_URL && MAIL_FROM ? smtpPost(SMTP_URL, MAIL_FROM, returnsOf(settings)) : withoutSmtp;
  const gateway = gatewayOf(settings) ?? (city.demo ? mailboxGateway(db) : null);
  const vapid = vapidOf(settings);
  const real = vapid && pushService(vapid);
  const service = real && city.demo ? mailboxPush(db, real) : real;
  return channelsWith(post, city, gateway, { callback: settings.SMS_CALLBACK_URL, service });
}
