import type { Choice } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Select } from "../../ui/choice";
import { Empty, Menu, Pager, Toolbar } from "../../ui/desk";
import { DateTime, Field } from "../../ui/field";
import { Time } from "../../ui/marks";
import { Table } from "../../ui/table";
import type { RecordFilter } from "../rules/filter";
import { RECORD_TYPES, THINGS, type Thing, wordsOf } from "../rules/record-types";
import type { Deed, Look } from "../views";

type Props = {
  filter: RecordFilter;
  /** The filter as an address. */
  query: string;
  deeds: Deed[] | null;
  looks: Look[] | null;
  next: number | null;
  districts: Choice[];
};

const PAGES: Record<string, string> = {
  request: "/board/requests",
  task: "/board/tasks",
  offer: "/offers",
  shift: "/board/shifts",
  person: "/board/volunteers",
};

/** Who did what, and who looked at whom: for administrators. */
export function RecordPage({ filter, query, deeds, looks, next, districts }: Props) {
  const { t } = useI18n();
  const none = (deeds ?? looks ?? []).length === 0;
  return (
    <>
      <h1>{t("privacy:title")}</h1>
      <p className="soft">{t("privacy:record.lead")}</p>
      <Menu
        label={t("privacy:title")}
        items={(["deeds", "looks"] as const).map((show) => ({
          href: `/admin/record?show=${show}`,
          label: t(`privacy:record.${show}`),
          current: filter.show === show,
        }))}
      />
      <Filters filter={filter} districts={districts} />
      {none && <Empty title={t("privacy:record.none")}>{t("privacy:record.noneHint")}</Empty>}
      {!none && deeds && <Deeds deeds={deeds} />}
      {!none && looks && <Looks looks={looks} />}
      <Pager next={next ? `/admin/record?${query}&after=${next}` : null} />
      <p className="row">
        <ButtonLink href={`/admin/record.csv?${query}`} download>
          {t("privacy:record.export")}
        </ButtonLink>
        <span className="hint">{t("privacy:record.exportHint")}</span>
      </p>
    </>
  );
}

function Filters({ filter, districts }: Pick<Props, "filter" | "districts">) {
  const { t, name } = useI18n();
  const looks = filter.show === "looks";
  return (
    <Toolbar label={t("common:button.filter")} action="/admin/record">
      <input type="hidden" name="show" value={filter.show} />
      <Field
        name="who"
        label={t(looks ? "privacy:record.lookedBy" : "privacy:record.byWho")}
        hint={t("privacy:record.byHint")}
        value={filter.who}
      />
      <Field
        name="about"
        label={t("privacy:record.ofWhat")}
        hint={t("privacy:record.ofHint")}
        value={filter.about}
      />
      <Kinds filter={filter} />
      <Select
        name="district"
        label={t("privacy:record.district")}
        value={filter.district}
        placeholder={t("privacy:record.anyDistrict")}
        options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
      />
      <DateTime name="from" kind="date" label={t("privacy:record.from")} value={filter.from} />
      <DateTime name="to" kind="date" label={t("privacy:record.to")} value={filter.to} />
      <Button>{t("common:button.filter")}</Button>
    </Toolbar>
  );
}

function Kinds({ filter }: Pick<Props, "filter">) {
  const { t } = useI18n();
  const deeds = [
    ...THINGS.map((thing) => ({ value: thing, label: t(`privacy:thing.${thing}`) })),
    ...RECORD_TYPES.map((type) => ({
      value: type,
      label: `${t(`privacy:thing.${type.split(".")[0] as Thing}`)}: ${t(wordsOf(type))}`,
    })),
  ];
  const looks = (["resident", "owner", "volunteer"] as const).map((kind) => ({
    value: kind,
    label: t(`privacy:kindOfLook.${kind}`),
  }));
  return (
    <Select
      name="kind"
      label={t("privacy:record.kind")}
      value={filter.kind}
      placeholder={t("privacy:record.anyKind")}
      options={filter.show === "looks" ? looks : deeds}
    />
  );
}

function About({ thing, thingId, mark }: Pick<Deed, "thing" | "thingId" | "mark">) {
  const { t } = useI18n();
  const words = THINGS.find((one) => one === thing);
  const named = thing === "person" && mark;
  const label =
    named || [words ? t(`privacy:thing.${words}`) : thing, mark].filter(Boolean).join(" ");
  const page = PAGES[thing];
  return page ? <a href={`${page}/${thingId}`}>{label}</a> : label;
}

function Deeds({ deeds }: { deeds: Deed[] }) {
  const { t, name } = useI18n();
  return (
    <Table
      caption={t("privacy:record.deeds")}
      captionHidden
      columns={[
        { key: "when", label: t("privacy:record.when") },
        { key: "who", label: t("privacy:record.who") },
        { key: "what", label: t("privacy:record.what") },
        { key: "about", label: t("privacy:record.about") },
        { key: "district", label: t("privacy:record.district") },
      ]}
      rows={deeds.map((line) => ({
        key: String(line.id),
        cells: {
          when: <Time at={line.at} />,
          who: line.who ?? t(`privacy:actor.${line.actor}`),
          what: t(wordsOf(line.type)),
          about: <About {...line} />,
          district: line.districtNames && name(line.districtNames),
        },
      }))}
    />
  );
}

const THING_OF = { resident: "request", owner: "offer", volunteer: "person" } as const;

function Looks({ looks }: { looks: Look[] }) {
  const { t, name } = useI18n();
  return (
    <Table
      caption={t("privacy:record.looks")}
      captionHidden
      columns={[
        { key: "when", label: t("privacy:record.when") },
        { key: "who", label: t("privacy:record.who") },
        { key: "what", label: t("privacy:record.what") },
        { key: "about", label: t("privacy:record.about") },
        { key: "page", label: t("privacy:record.page") },
        { key: "district", label: t("privacy:record.district") },
      ]}
      rows={looks.map((line) => ({
        key: String(line.id),
        cells: {
          when: <Time at={line.at} />,
          who: line.who,
          what: t(`privacy:kindOfLook.${line.kind}`),
          about: <About {...line} thing={THING_OF[line.kind]} />,
          page: t(`privacy:page.${line.page}`),
          district: line.districtNames && name(line.districtNames),
        },
      }))}
    />
  );
}
