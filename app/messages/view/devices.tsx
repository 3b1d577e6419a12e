import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { Time } from "../../ui/marks";
import { Notice } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Script } from "../../ui/script";
import type { OwnMessages } from "../views";

type Props = { own: OwnMessages; tried: boolean; demo: boolean };

/** Browsers that show messages while the site is closed: this one, and the others. */
export function Devices({ own: { pushKey, devices }, tried, demo }: Props) {
  const { t } = useI18n();
  if (!pushKey) return null;
  return (
    <Sheet title={t("messages:push.title")} id="devices">
      <p className="soft">{t("messages:push.lead")}</p>
      {tried && (
        <Notice tone="success" role="status">
          {t("messages:push.tried")}
        </Notice>
      )}
      <ul className="stack tight">
        {devices.map((device) => (
          <Device key={device.id} device={device} />
        ))}
      </ul>
      <PostForm action="/account/messages/devices">
        <push-device
          class="stack tight"
          data-key={pushKey}
          data-waiting={t("messages:push.waiting")}
          data-denied={t("messages:push.denied")}
          data-failed={t("messages:push.failed")}
          data-unable={t("messages:push.unable")}
        >
          <p className="soft">{t("messages:push.needsScript")}</p>
          <input type="hidden" name="secret_endpoint" />
          <input type="hidden" name="secret_p256dh" />
          <input type="hidden" name="secret_auth" />
          <input type="hidden" name="vapid" value={pushKey} />
          <div hidden>
            <Button type="button">{t("messages:push.add")}</Button>
          </div>
          <output className="hint" />
        </push-device>
      </PostForm>
      {demo && (
        <PostForm className="stack tight" action="/account/messages/devices">
          <input type="hidden" name="stand-in" value="yes" />
          <p className="soft">{t("messages:push.standInLead")}</p>
          <p>
            <Button>{t("messages:push.standIn")}</Button>
          </p>
        </PostForm>
      )}
      <Script name="push-device" />
    </Sheet>
  );
}

function Device({ device }: { device: OwnMessages["devices"][number] }) {
  const { t } = useI18n();
  const { id, hash, name, createdAt, lastUsedAt } = device;
  const path = `/account/messages/devices/${id}`;
  return (
    <li className="row" data-device={hash}>
      <span>
        <b>{name || t("account:sessions.unknown")}</b>{" "}
        <span className="hint">
          <span data-here hidden>
            {t("messages:push.here")} ·{" "}
          </span>
          {t("messages:push.since")} <Time at={createdAt} />
          {lastUsedAt && (
            <>
              {" · "}
              {t("messages:push.shown")} <Time at={lastUsedAt} />
            </>
          )}
        </span>
      </span>
      <PostForm action={`${path}/tries`}>
        <Button>{t("messages:push.try")}</Button>
      </PostForm>
      <PostForm action={`${path}/removals`}>
        <Button>{t("messages:push.remove")}</Button>
      </PostForm>
    </li>
  );
}
