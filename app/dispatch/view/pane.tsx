import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import type { BoardFilter, PaneName } from "../../requests/rules/filter";
import { PaneLinks } from "../../requests/view/board/pane-links";

type Props = {
  name: PaneName;
  filter: BoardFilter;
  opened: string | null;
  children: ReactNode;
};

/** What stands beside the list, below the ways to the others; without a sheet its heading is the page's first. */
export function Pane({ name, filter, opened, children }: Props) {
  const { t } = useI18n();
  const Heading = opened ? "h2" : "h1";
  return (
    <div className="stack tight">
      <PaneLinks filter={filter} opened={opened} at="tabs" />
      <Heading className="sr">{t(`panes:name.${name}`)}</Heading>
      {children}
    </div>
  );
}

/** From where distances count: an open request, exactly or about (the middle of its street or district), or nowhere. */
export type MeasuredFrom = "point" | "street" | "about" | "unknown" | "none";

export function Measured({ from }: { from: MeasuredFrom }) {
  const { t } = useI18n();
  return <p className="hint">{t(`panes:from.${from}`)}</p>;
}
