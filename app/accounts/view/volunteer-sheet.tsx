import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Checkboxes } from "../../ui/choice";
import { Code, Disclosure, Facts } from "../../ui/content";
import { DeadAddress } from "../../ui/dead-address";
import { Field } from "../../ui/field";
import { Time } from "../../ui/marks";
import { Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { OpenedVolunteer } from "../views";
import { Standing } from "./volunteers-page";

type Props = {
  volunteer: OpenedVolunteer;
  /** Addresses where nothing arrives. */
  dead: readonly string[];
  code: string | null;
  refusal: string | null;
  back: string;
};

export function VolunteerSheet({ volunteer, dead, code, refusal, back }: Props) {
  const { t, name, language, list, terms, amount } = useI18n();
  const { standing, phone, email, profile, districtNames, createdAt } = volunteer;
  const proof = (proven: boolean) => (
    <span className="hint">
      {t(proven ? "account:volunteers.proven" : "account:volunteers.claimed")}
    </span>
  );
  return (
    <div className="stack">
      <p className="way">
        <a href={back}>{t("account:volunteers.title")}</a>
      </p>
      <h1>{volunteer.name}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {code && (
        <Notice tone="success" role="status" title={t("account:handOut.title")}>
          <Code value={code} />
          <p>{t("account:handOut.say")}</p>
        </Notice>
      )}
      <Facts
        items={[
          {
            label: t("account:volunteers.standing"),
            value: standing && <Standing standing={standing} />,
          },
          {
            label: t("account:phone"),
            value: phone && (
              <>
                <a href={`tel:${phone}`}>{phone}</a> {proof(volunteer.phoneProven)}{" "}
                <DeadAddress address={phone} dead={dead} />
              </>
            ),
          },
          {
            label: t("account:email"),
            value: email && (
              <>
                <a href={`mailto:${email}`}>{email}</a> {proof(volunteer.emailProven)}{" "}
                <DeadAddress address={email} dead={dead} />
              </>
            ),
          },
          {
            label: t("account:district"),
            value: districtNames ? name(districtNames) : t("account:anyDistrict"),
          },
          {
            label: t("account:skills"),
            value: terms(profile.skills.map((skill) => t(`common:skill.${skill}`))),
          },
          {
            label: t("account:languages"),
            value: list(profile.languages.map(language)),
          },
          {
            label: t("account:profile.vehicle"),
            value: [
              t(`common:vehicle.${profile.vehicle}`),
              profile.seats !== null && t("account:seats", { count: profile.seats }),
              profile.loadKg !== null && amount(profile.loadKg, "kg"),
            ]
              .filter(Boolean)
              .join(", "),
          },
          {
            label: t("account:radius"),
            value: amount(profile.radiusKm, "km"),
          },
          {
            label: t("tasks:team"),
            value: profile.onlyTogether && t("tasks:against.alone"),
          },
          { label: t("account:profile.note"), value: profile.note },
          { label: t("account:volunteers.since"), value: <Time at={createdAt} as="day" /> },
        ]}
      />
      {volunteer.mayChange && <Steps volunteer={volunteer} />}
    </div>
  );
}

/** What this coordinator may do: vouch, with a look at whose number it is, suspend, give a code. */
function Steps({ volunteer }: { volunteer: OpenedVolunteer }) {
  const { t } = useI18n();
  const { id, standing, version, phone, phoneProven, emailProven } = volunteer;
  const { mayVouch, mayHaveCode } = volunteer;
  const at = `/board/volunteers/${id}`;
  const unseen = Boolean(phone && !phoneProven);
  return (
    <>
      {standing !== "verified" && (
        <PostForm className="stack" action={`${at}/standing`}>
          <input type="hidden" name="version" value={version} />
          <Shown phone={phone} id="code-verified" />
          {mayVouch && phone && <Seen volunteer={volunteer} id="seen-verified" />}
          <div>
            <Button tone="primary" name="standing" value="verified">
              {t("account:verify")}
            </Button>
          </div>
          <p className="hint">{t("account:verifyHint")}</p>
        </PostForm>
      )}
      <div className="row">
        {mayHaveCode && (
          <PostForm action={`${at}/codes`}>
            <Button>{t("account:handOut.make")}</Button>
          </PostForm>
        )}
        {standing !== "suspended" && (
          <PostForm action={`${at}/standing`}>
            <input type="hidden" name="version" value={version} />
            <Button tone="danger" name="standing" value="suspended">
              {t("account:suspend")}
            </Button>
          </PostForm>
        )}
      </div>
      {mayVouch && phone && standing !== "unverified" && (unseen || !emailProven) && (
        <Disclosure summary={t(unseen ? "account:seen.phone" : "account:seen.again")}>
          <PostForm className="stack" action={`${at}/phone`}>
            <input type="hidden" name="version" value={version} />
            {unseen && <Shown phone={phone} id="code-phone" />}
            <Seen volunteer={volunteer} id="seen-phone" />
            <div>
              <Button>{t(unseen ? "account:seen.confirm" : "account:seen.againConfirm")}</Button>
            </div>
          </PostForm>
        </Disclosure>
      )}
    </>
  );
}

/** The code that the person shows in their account. */
function Shown({ phone, id }: { phone: string | null; id: string }) {
  const { t } = useI18n();
  const hint = t("account:shown.hint");
  return (
    <Field
      name="code"
      id={id}
      label={t("account:shown.label")}
      hint={phone ? `${hint} ${t("account:shown.number", { phone })}` : hint}
      inputMode="numeric"
      autoComplete="off"
      width="short"
    />
  );
}

/** What a coordinator says who has the person before them, who can't open the account. */
function Seen({ volunteer, id }: { volunteer: OpenedVolunteer; id: string }) {
  const { t } = useI18n();
  const { phone, email } = volunteer;
  const hint = t("account:seen.hint");
  return (
    <Checkboxes
      name="seen"
      id={id}
      label={t("account:seen.title")}
      options={[
        {
          value: "yes",
          label: t("account:seen.check", { phone: phone ?? "" }),
          hint: email ? `${hint} ${t("account:seen.emailGoes", { email })}` : hint,
        },
      ]}
    />
  );
}
