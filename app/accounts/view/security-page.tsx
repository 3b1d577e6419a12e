import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Disclosure, Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { Time } from "../../ui/marks";
import { Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { OwnSecurity } from "../views";

type Factor = OwnSecurity["factors"][number];
type Session = OwnSecurity["sessions"][number];
type SignIn = OwnSecurity["signIns"][number];
type Props = {
  factors: Factor[];
  codesLeft: number;
  sessions: Session[];
  signIns: SignIn[];
  wrongSince: number;
  /** Of this very session. */
  here: string;
  /** A second factor comes before everything else now; or from a day on. */
  duty: "withheld" | Date | null;
  saved: boolean;
  refusal: string | null;
};

export function SecurityPage(props: Props) {
  const { duty, saved, refusal } = props;
  const { t, day } = useI18n();
  return (
    <>
      <h1>{t("security:own.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("account:saved")}
        </Notice>
      )}
      {duty && props.factors.length === 0 && (
        <Notice tone="warning" title={t("security:duty.title")}>
          {duty === "withheld"
            ? t("security:duty.now")
            : t("security:duty.until", { day: day(duty) })}
        </Notice>
      )}
      <Factors {...props} />
      <Sessions {...props} />
      <SignIns {...props} />
    </>
  );
}

function Factors({ factors, codesLeft }: Props) {
  const { t } = useI18n();
  const none = factors.length === 0;
  return (
    <Sheet title={t("security:factor.title")} id="factors">
      <p className="soft">{t("security:factor.lead")}</p>
      {factors.map((factor) => (
        <FactorLine key={factor.id} {...factor} />
      ))}
      <p className="row">
        <ButtonLink href="/account/security/passkeys" tone={none ? "primary" : "quiet"}>
          {t("security:passkey.title")}
        </ButtonLink>
        <ButtonLink href="/account/security/totp">{t("security:totp.title")}</ButtonLink>
      </p>
      {!none && (
        <PostForm className="stack tight" action="/account/security/recovery-codes">
          <p>
            <b>{t("security:codes.title")}</b>{" "}
            <span className="hint">{t("security:codes.left", { count: codesLeft })}</span>
          </p>
          <Button>{t("security:codes.renew")}</Button>
        </PostForm>
      )}
    </Sheet>
  );
}

function FactorLine({ id, kind, name, createdAt, lastUsedAt }: Factor) {
  const { t } = useI18n();
  const path = `/account/security/factors/${id}`;
  const label = name || t(`security:kind.${kind}`);
  return (
    <Disclosure
      summary={
        <span>
          {label} <small className="soft">{t(`security:kind.${kind}`)}</small>
        </span>
      }
    >
      <p className="hint">
        {t("security:factor.added")} <Time at={createdAt} />
        {lastUsedAt && (
          <>
            {" · "}
            {t("security:factor.used")} <Time at={lastUsedAt} />
          </>
        )}
      </p>
      <PostForm className="stack tight" action={`${path}/names`} noValidate>
        <Field
          name="name"
          id={`name-${id}`}
          label={t("security:factor.name")}
          value={name}
          maxLength={60}
          width="half"
        />
        <Button>{t("common:button.save")}</Button>
      </PostForm>
      <PostForm action={`${path}/removals`}>
        <Button tone="danger">{t("security:factor.remove", { name: label })}</Button>
      </PostForm>
    </Disclosure>
  );
}

function Sessions({ sessions, here }: Props) {
  const { t } = useI18n();
  return (
    <Sheet title={t("account:sessions.title")} id="sessions">
      <p className="soft">{t("account:sessions.lead")}</p>
      <ul className="stack tight">
        {sessions.map(({ publicId, device, createdAt, lastSeenAt }) => (
          <li key={publicId} className="row">
            <span>
              <b>{device || t("account:sessions.unknown")}</b>{" "}
              <span className="hint">
                <Time at={createdAt} /> · {t("security:sessions.used")} <Time at={lastSeenAt} />
              </span>
            </span>
            {publicId === here ? (
              <span className="hint">{t("account:sessions.here")}</span>
            ) : (
              <PostForm action={`/account/sessions/${publicId}`}>
                <Button>{t("account:sessions.end")}</Button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <PostForm action="/account/sessions/others">
          <Button>{t("account:sessions.endOthers")}</Button>
        </PostForm>
      )}
      <PostForm className="stack tight" action="/account/sessions/everywhere">
        <Button describedBy="everywhere-hint">{t("security:sessions.everywhere")}</Button>
        <p className="hint" id="everywhere-hint">
          {t("security:sessions.everywhereHint")}
        </p>
      </PostForm>
    </Sheet>
  );
}

function SignIns({ signIns, wrongSince }: Props) {
  const { t } = useI18n();
  return (
    <Sheet title={t("security:signIns.title")} id="sign-ins">
      {wrongSince > 0 && (
        <Notice tone="warning" title={t("security:signIns.wrongSince", { count: wrongSince })}>
          {t("security:signIns.wrongHint")}
        </Notice>
      )}
      <p className="soft">{t("security:signIns.lead")}</p>
      <ul className="stack tight">
        {signIns.map((entry) => (
          <li key={entry.id}>
            <Time at={entry.at} /> <b>{entry.device || t("account:sessions.unknown")}</b>{" "}
            <span className="hint">
              {t(`security:method.${entry.method}`)}
              {entry.second &&
                entry.method !== "passkey" &&
                ` + ${t(`security:step.${entry.second}`)}`}
              {entry.newDevice && ` · ${t("security:signIns.newDevice")}`}
              {entry.wrongBefore > 0 &&
                ` · ${t("security:signIns.wrongBefore", { count: entry.wrongBefore })}`}
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
