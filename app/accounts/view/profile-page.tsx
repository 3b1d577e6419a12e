import type { ComponentProps } from "react";
import type { Choice } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import type { VolunteerStanding } from "../../platform/types";
import { askedOf } from "../../ui/asked";
import { Button } from "../../ui/button";
import { Checkboxes, Select, Tick } from "../../ui/choice";
import { Disclosure } from "../../ui/content";
import { Field, TextArea } from "../../ui/field";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { Position } from "../../ui/position";
import { PostForm } from "../../ui/post-form";
import { SPOKEN } from "../form";
import { SHORTCUTS } from "../rules/availability";
import { SKILLS, VEHICLES } from "../types";
import type { OwnProfile } from "../views";
import { ShownCode } from "./shown-code";
import { StandingNotice } from "./standing-notice";
import { Week } from "./week";

type Profile = OwnProfile["profile"];
type Props = {
  profile: Profile;
  district: string | null;
  districts: Choice[];
  standing: VolunteerStanding | null;
  usual: ComponentProps<typeof StandingNotice>["usual"];
  /** An address that waits for its proof. */
  claimed: string | null;
  /** For a coordinator to see; null for whoever needs none. */
  code: string | null;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  saved: boolean;
};

export function ProfilePage(props: Props) {
  const { profile, district, districts, standing, usual, claimed, code, ...answer } = props;
  const { typed, errors, refusal, saved } = answer;
  const { t, name, language } = useI18n();
  const { skills, languages, vehicle, radiusKm, when, note, version, placed } = profile;
  const stored: Typed = {
    skills,
    languages,
    vehicle,
    seats: String(profile.seats ?? ""),
    load: String(profile.loadKg ?? ""),
    when,
    note,
    names: profile.names ? "yes" : "",
    together: profile.together ? "yes" : "",
    radius: String(radiusKm),
  };
  const values = typed ?? { ...stored, district: district ?? "" };
  const { asked, chosen, problems } = askedOf(values, errors, (code) =>
    t(`account:error.${code}` as Key),
  );
  return (
    <>
      <h1>{t("common:nav.profile")}</h1>
      <StandingNotice standing={standing} usual={usual} />
      <ShownCode code={code} />
      {claimed && (
        <Notice tone="warning" title={t("account:contact.unproven")}>
          {t("account:contact.unprovenText", { email: claimed })}
        </Notice>
      )}
      {refusal && <Refusal>{refusal}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("account:saved")}
        </Notice>
      )}
      <ErrorSummary items={problems} />
      <PostForm className="stack" action="/profile" noValidate>
        <input type="hidden" name="version" value={version} />
        <Checkboxes
          {...chosen("skills")}
          label={t("account:profile.skills")}
          options={SKILLS.map((skill) => ({ value: skill, label: t(`common:skill.${skill}`) }))}
        />
        <fieldset className="field">
          <legend>{t("account:profile.when")}</legend>
          <p className="hint">{t("account:profile.whenHint")}</p>
          <div className="options">
            {SHORTCUTS.map((one) => (
              <Tick
                key={one}
                name="when"
                id={one}
                value={one}
                label={t(`account:profile.shortcut.${one}`)}
                checked={chosen("when").values.includes(one)}
              />
            ))}
          </div>
          <Week ticked={[values.when ?? []].flat()} />
        </fieldset>
        <Checkboxes
          {...chosen("languages")}
          label={t("account:profile.languages")}
          options={SPOKEN.map((tag) => ({ value: tag, label: language(tag) }))}
        />
        {(["names", "together"] as const).map((one) => (
          <Tick
            key={one}
            name={one}
            label={t(`account:profile.${one}`)}
            hint={t(`account:profile.${one}Hint`)}
            checked={Boolean(values[one])}
          />
        ))}
        <Disclosure
          summary={t("account:profile.more")}
          open={problems.some(({ href }) => href !== "#skills")}
        >
          <Select
            {...asked("vehicle")}
            label={t("account:profile.vehicle")}
            placeholder={false}
            options={VEHICLES.map((one) => ({ value: one, label: t(`common:vehicle.${one}`) }))}
          />
          <div className="halves">
            <Field
              {...asked("seats")}
              label={t("account:profile.seats")}
              inputMode="numeric"
              width="short"
              optional
            />
            <Field
              {...asked("load")}
              label={t("account:profile.load")}
              unit={t("common:unitShort.kg")}
              inputMode="numeric"
              width="short"
              optional
            />
          </div>
          <Select
            {...asked("district")}
            label={t("account:district")}
            placeholder={t("account:anyDistrict")}
            options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
          />
          <Position
            label={t(placed ? "account:profile.homeAgain" : "account:profile.home")}
            icon="home"
            found={t("account:profile.homeFound")}
            failed={t("account:profile.homeFailed")}
          />
          <Field
            {...asked("radius")}
            label={t("account:profile.radius")}
            hint={t("account:profile.radiusHint")}
            unit={t("common:unitShort.km")}
            inputMode="numeric"
            width="short"
          />
          <TextArea
            {...asked("note")}
            label={t("account:profile.note")}
            hint={t("account:profile.noteHint")}
            optional
            rows={2}
          />
        </Disclosure>
        <Button tone="primary" wide>
          {t("common:button.save")}
        </Button>
      </PostForm>
    </>
  );
}
