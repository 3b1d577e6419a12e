import {
  Alerts,
  Bands,
  Brand,
  Emergency,
  Footer,
  type FrameProps,
  Languages,
  SkipLink,
} from "./frame-parts";

/** One column for people in need: the emergency number stands before everything else. */
export function ResidentFrame({ notice, children, ...frame }: FrameProps) {
  return (
    <>
      <SkipLink />
      <Emergency number={frame.emergency} />
      <Bands {...frame} />
      <div className="column">
        <header className="head">
          <Brand city={frame.city} />
          <Languages {...frame} />
        </header>
        <main className="main stack" id="main" tabIndex={-1}>
          <Alerts alerts={frame.alerts} />
          {notice}
          {children}
        </main>
        <Footer {...frame} />
      </div>
    </>
  );
}
