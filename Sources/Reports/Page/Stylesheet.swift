/// The page's only stylesheet: light and dark, narrow and wide, screen and paper. Every pair of text and ground has a
/// contrast of 4.5 or more, and nothing is told by colour alone.
enum Stylesheet {
    static let css: StaticString = """
        :root {
          --paper: #fcfbf8; --ink: #1c2126; --muted: #59616a; --line: #ddd8cd; --accent: #0d5a63;
          --band: #ece7da; --mark: #8a3b12; --changed: #f6e3c8;
          --one: #0b6350; --two: #35489a; --three: #75561f; --four: #9c3f17; --open: #59616a;
          --serif: "Noto Serif TC", "Noto Serif CJK TC", "Source Han Serif TC", "Songti TC", Georgia, "Noto Serif", "Times New Roman", serif;
          --sans: "Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei", system-ui, "Noto Sans", sans-serif;
          color-scheme: light dark;
        }
        :root:lang(en) {
          --serif: Charter, Georgia, "Noto Serif", "Noto Serif TC", "Noto Serif CJK TC", "Songti TC", serif;
          --sans: system-ui, "Segoe UI", "Noto Sans", "Liberation Sans", "Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #15181b; --ink: #e4e1da; --muted: #a2a8ae; --line: #343a40; --accent: #72c3cb;
            --band: #23292e; --mark: #f0a27a; --changed: #47361c;
            --one: #5fc7ae; --two: #a3b4f5; --three: #d5b578; --four: #f19b74; --open: #a2a8ae;
          }
        }
        * { box-sizing: border-box; }
        html { font-size: 106.25%; -webkit-text-size-adjust: 100%; }
        body {
          margin: 0 auto; max-width: 66rem; padding: 0 1.5rem 5rem; background: var(--paper); color: var(--ink);
          font-family: var(--sans); line-height: 1.7; font-variant-numeric: tabular-nums; overflow-wrap: break-word;
        }
        :lang(en) body { line-height: 1.55; }
        h1, h2, h3, h4, h5 { font-family: var(--serif); font-weight: 600; line-height: 1.3; text-wrap: balance; }
        h1 { font-size: clamp(1.9rem, 1.3rem + 2.4vw, 2.9rem); line-height: 1.18; margin: 0 0 .9rem; }
        h2 { font-size: 1.6rem; margin: 0 0 1.2rem; }
        h3 { font-size: 1.3rem; margin: 0 0 .7rem; }
        h4 { font-size: 1.05rem; margin: 0; }
        h5 { font-family: var(--sans); font-size: .84rem; font-weight: 600; margin: 0 0 .3rem; color: var(--muted); }
        h3 small, h4 small, summary small {
          font-family: var(--sans); font-size: .84rem; font-weight: 400; color: var(--muted); margin-left: .8em;
        }
        thead th::first-letter, h5::first-letter { text-transform: uppercase; }
        a { color: var(--accent); text-decoration-thickness: .06em; text-underline-offset: .2em; }
        a:focus-visible, summary:focus-visible, .scroller:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
        p { margin: 0 0 1em; }
        .lead { max-width: 42rem; }

        .masthead { padding: 4.5rem 0 1.6rem; }
        .kicker { margin: 0 0 .9rem; color: var(--accent); font-size: .84rem; font-weight: 600; letter-spacing: .08em; }
        .standfirst { font-size: 1.12rem; color: var(--muted); }
        .note { max-width: 46rem; margin: 0 0 .7rem; padding-left: 1rem; border-left: 3px solid var(--line); font-size: .92rem; }
        .contents ul {
          display: flex; flex-wrap: wrap; gap: .3rem 1.8rem; margin: 0; padding: .8rem 0; list-style: none;
          border: solid var(--line); border-width: 1px 0; font-size: .92rem;
        }
        .contents a { text-decoration: none; }
        .contents a:hover { text-decoration: underline; }
        main > section { padding-top: 3.6rem; }

        .quadrant-figure { display: grid; grid-template-columns: minmax(0, 36rem) minmax(12rem, 1fr); gap: 1rem 2.5rem; margin: 0 0 2.5rem; }
        figcaption { align-self: end; padding-bottom: 2.2rem; font-size: .88rem; color: var(--muted); }
        figcaption h3 { font-size: .95rem; color: var(--ink); margin: 1.6rem 0 .4rem; }
        .beside { margin: 0; padding: 0; list-style: none; }
        .beside b { color: var(--ink); }
        .plot { display: block; width: 100%; height: auto; font-family: var(--sans); }
        .plot .border { fill: none; stroke: var(--line); }
        .plot .bands rect { fill: var(--band); opacity: .75; }
        .plot .threshold { stroke: var(--muted); stroke-dasharray: 4 4; }
        .plot .tick { stroke: var(--muted); }
        .plot .tick-label { fill: var(--muted); font-size: 11px; }
        .plot .axis-label { fill: var(--ink); font-size: 13px; font-weight: 600; }
        .plot .quadrant { font-size: 11.5px; fill: var(--open); }
        .plot .quadrant, .plot .point-label {
          paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round;
        }
        .plot .quadrant.pattern-1 { fill: var(--one); }
        .plot .quadrant.pattern-2 { fill: var(--two); }
        .plot .quadrant.pattern-3 { fill: var(--three); }
        .plot .quadrant.pattern-4 { fill: var(--four); }
        .plot .ranges rect { fill: var(--muted); }
        .plot .leader { stroke: var(--muted); stroke-width: .8; }
        .plot .point { fill: var(--paper); stroke: var(--open); stroke-width: 2.4; }
        .plot .point.pattern-1 { stroke: var(--one); }
        .plot .point.pattern-2 { stroke: var(--two); }
        .plot .point.pattern-3 { stroke: var(--three); }
        .plot .point.pattern-4 { stroke: var(--four); }
        .plot .point.borderline { stroke-dasharray: 2.5 2; }
        .plot .point.certified { fill: var(--open); }
        .plot .point.certified.pattern-1 { fill: var(--one); }
        .plot .point.certified.pattern-2 { fill: var(--two); }
        .plot .point.certified.pattern-3 { fill: var(--three); }
        .plot .point.certified.pattern-4 { fill: var(--four); }
        .plot .point-label { fill: var(--ink); font-size: 13px; font-weight: 600; }

        .scroller { overflow-x: auto; margin: 0 0 2rem; }
        table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.5; }
        caption { padding: 0 0 .6rem; text-align: left; font-size: .84rem; color: var(--muted); }
        caption span { display: block; }
        th, td { padding: .5rem 1.1rem .5rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
        th { font-weight: 600; }
        thead th { white-space: nowrap; border-top: 0; border-bottom: 1px solid var(--ink); padding-top: 0; font-size: .84rem; vertical-align: bottom; }
        tbody:first-of-type tr:first-child > * { border-top: 0; }
        td:last-child, th:last-child { padding-right: 0; }
        .outcomes td { white-space: nowrap; }
        .outcomes td.reasons { white-space: normal; min-width: 16rem; }
        .badge {
          --tint: var(--open); display: inline-block; padding: .05em .6em; border: 1px solid var(--tint); border-radius: 1em;
          color: var(--tint); font-size: .84rem; font-weight: 600; white-space: nowrap;
        }
        .badge.pattern-1 { --tint: var(--one); }
        .badge.pattern-2 { --tint: var(--two); }
        .badge.pattern-3 { --tint: var(--three); }
        .badge.pattern-4 { --tint: var(--four); }
        .badge.borderline { border-style: dashed; }
        .badge.insufficient { border-style: dotted; }
        .basis { font-size: .84rem; color: var(--muted); }
        .basis.provisional { font-style: italic; }
        :lang(zh) .basis.provisional { font-style: normal; border-bottom: 1px dotted; }
        .firmness { width: auto; min-width: 60%; }
        .firmness th[scope="row"] { font-weight: 400; padding-right: 2rem; }
        .firmness td, .firmness thead th:not(:first-child) { text-align: center; padding: .3rem .7rem; }
        .firmness th { padding-top: .3rem; padding-bottom: .3rem; }
        .firmness td:last-child, .firmness th:last-child { padding-right: .7rem; }
        .firmness .as-it-is > *, .firmness tfoot > tr > * { font-weight: 600; }
        .firmness tfoot > tr > * { border-top: 1px solid var(--ink); }
        .firmness .changed { background: var(--changed); }

        article { padding: 2.2rem 0 1.4rem; border-top: 1px solid var(--line); }
        article:first-of-type { border-top: 0; padding-top: 0; }
        .verdict { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem 1.2rem; }
        .experts { font-size: .88rem; color: var(--muted); }
        ul.reasons { margin: 0 0 1rem; padding-left: 1.1rem; }
        .next { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.4rem; max-width: 46rem; margin: 0 0 1.6rem; }
        .next dt { font-size: .88rem; color: var(--muted); }
        .next dd { margin: 0; }
        .indicators { max-width: 46rem; }
        .indicators th[scope="row"] { font-weight: 400; }
        .indicators .axis > * { border-top: 1px solid var(--ink); font-weight: 600; }
        .indicators .axis td[colspan] { font-weight: 400; font-size: .84rem; color: var(--muted); }
        .indicators tbody + tbody tr:first-child > * { padding-top: 1.4rem; border-top: 0; }
        .overall { font-weight: 600; }
        .silent { color: var(--muted); font-weight: 400; }
        .conflict, .mark { color: var(--mark); font-size: .8rem; font-weight: 600; }
        .conflict, .side { margin-left: .6em; white-space: nowrap; }
        .side { font-size: .8rem; font-weight: 400; color: var(--muted); }

        details { margin: 0 0 1.2rem; }
        summary { cursor: pointer; padding: .3rem 0; font-size: .92rem; }
        .transcript { margin: 0; border-top: 1px solid var(--line); }
        .transcript summary { padding: .7rem 0; }
        .quoted {
          display: grid; grid-template-columns: 11rem minmax(0, 46rem); gap: .4rem 2rem; padding: 1rem 0 .3rem;
          border-top: 1px solid var(--line);
        }
        .quotations { margin: 0 0 1rem; padding: 0; list-style: none; max-width: 46rem; }
        .quotations li { margin: 0 0 .7rem; padding-left: 1rem; border-left: 2px solid var(--line); }
        .quotations li.against { border-left: 2px solid var(--mark); }
        .quotations .code { display: block; font-size: .84rem; color: var(--accent); }
        q { font-family: var(--serif); unicode-bidi: isolate; margin-right: .6em; }
        q:lang(en) {
          quotes: "\\201C" "\\201D" "\\2018" "\\2019";
          font-family: Charter, Georgia, "Noto Serif", "Liberation Serif", "DejaVu Serif", serif;
        }
        q:lang(zh) { quotes: "\\300C" "\\300D" "\\300E" "\\300F"; }
        .source { font-size: .8rem; color: var(--muted); white-space: nowrap; }
        .mark { margin-left: .8em; white-space: nowrap; }
        .unscored q { color: var(--muted); }
        .remarks { margin: 0; padding: 0; list-style: none; font-size: .92rem; }
        .anchors td { min-width: 13rem; }
        .anchors th[scope="row"] { white-space: nowrap; }
        code { font-size: .8rem; overflow-wrap: anywhere; }

        @media (max-width: 46rem) {
          body { padding: 0 1rem 3rem; }
          .masthead { padding-top: 2.4rem; }
          .quadrant-figure { grid-template-columns: minmax(0, 1fr); }
          figcaption { padding-bottom: 0; }
          .plot .tick-label { font-size: 13px; }
          .plot .axis-label, .plot .point-label { font-size: 14px; }
          caption span { position: sticky; left: 0; max-width: calc(100vw - 2rem); }
          .outcomes td.reasons { min-width: 22rem; }
          .firmness th[scope="row"] { position: sticky; left: 0; min-width: 10.5rem; padding-right: 1rem; background: var(--paper); }
          .next, .quoted { grid-template-columns: minmax(0, 1fr); gap: 0; }
          .quoted h4 { margin-bottom: .6rem; }
          .next dd { margin-bottom: .6rem; }
        }
        @media print {
          :root {
            --paper: #fff; --ink: #000; --muted: #444; --line: #bbb; --accent: #000; --band: #eee;
            --mark: #7a2f0a; --changed: #e8e8e8; --one: #0b6350; --two: #35489a; --three: #75561f; --four: #9c3f17; --open: #444;
          }
          @page { margin: 18mm 16mm; }
          html { font-size: 9.5pt; }
          body { max-width: none; padding: 0; }
          .masthead { padding-top: 0; }
          .contents { display: none; }
          .scroller { overflow: visible; }
          a { color: inherit; text-decoration: none; }
          details::details-content { content-visibility: visible; display: block; }
          summary { list-style: none; }
          tfoot { display: table-row-group; }
          figure, tr, .indicators, .quotations li, .verdict, .next { break-inside: avoid; }
          h2, h3, h4, h5, summary, caption { break-after: avoid; }
          .outcomes td { white-space: normal; }
          .outcomes td.reasons, .anchors td { min-width: 0; }
        }

        """
}
