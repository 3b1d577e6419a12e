import { useI18n } from "../../i18n/context";
import type { Names, VolunteerStanding } from "../../platform/types";
import { Button } from "../../ui/button";
import { Code, Facts } from "../../ui/content";
import { Time } from "../../ui/marks";
import { Notice, Refusal } from "../../ui/notice";
import type { Skill, Vehicle } from "../types";
import { Standing } from "./volunteers-page";

type Volunteer = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  standing: VolunteerStanding | null;
  version: number;
  createdAt: Date;
  districtNames: Names | null;
  profile: {
    skills: Skill[];
    languages: string[];
    vehicle: Vehicle;
    radiusKm: number;
    note: string;
  };
};
type Props = { volunteer: Volunteer; code: string | null; refusal: string | null; back: string };

export function VolunteerSheet({ volunteer, code, refusal, back }: Props) {
  const { t, name, list, locale, number } = useI18n();
  const { id, standing, version, phone, email, profile, districtNames, createdAt } = volunteer;
  const languages = new Intl.DisplayNames([locale], { type: "language" });
  const at = `/board/volunteers/${id}`;
  return (
    <div className="stack">
      <p>
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
          { label: t("account:phone"), value: phone && <a href={`tel:${phone}`}>{phone}</a> },
          { label: t("account:email"), value: email && <a href={`mailto:${email}`}>{email}</a> },
          {
            label: t("account:district"),
            value: districtNames ? name(districtNames) : t("account:anyDistrict"),
          },
          {
            label: t("account:skills"),
            value: list(profile.skills.map((skill) => t(`common:skill.${skill}`))),
          },
          {
            label: t("account:languages"),
            value: list(profile.languages.map((tag) => languages.of(tag) ?? tag)),
          },
          { label: t("account:profile.vehicle"), value: t(`common:vehicle.${profile.vehicle}`) },
          {
            label: t("account:radius"),
            value: `${number(profile.radiusKm)} ${t("common:unitShort.km")}`,
          },
          { label: t("account:profile.note"), value: profile.note },
          { label: t("account:volunteers.since"), value: <Time at={createdAt} as="day" /> },
        ]}
      />
      <div className="row">
        {standing !== "verified" && (
          <form method="post" action={`${at}/standing`}>
            <input type="hidden" name="version" value={version} />
            <Button tone="primary" name="standing" value="verified">
              {t("account:verify")}
            </Button>
          </form>
        )}
        {standing !== "suspended" && (
          <form method="post" action={`${at}/standing`}>
            <input type="hidden" name="version" value={version} />
            <Button tone="danger" name="standing" value="suspended">
              {t("account:suspend")}
            </Button>
          </form>
        )}
        {phone && (
          <form method="post" action={`${at}/codes`}>
            <Button>{t("account:handOut.make")}</Button>
          </form>
        )}
      </div>
      <p className="hint">{t("account:verifyHint")}</p>
    </div>
  );
}
