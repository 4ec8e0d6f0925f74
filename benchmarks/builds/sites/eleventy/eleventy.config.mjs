// Collections of all lists, cut into pages, and the neighbours of each act.
const PAGE = 50;
const NEWEST_FIRST = (one, other) => other.date - one.date || (one.fileSlug < other.fileSlug ? 1 : -1);

const printed = (date) => date.toISOString().slice(0, 10).split("-").reverse().join(".");

function cut(base, title, acts) {
  const last = Math.ceil(acts.length / PAGE);
  const url = (number) => (number === 1 ? base : `${base}page/${number}/`);
  return Array.from({ length: last }, (_, page) => ({
    url: url(page + 1),
    title,
    number: page + 1,
    last,
    previous: page > 0 ? url(page) : null,
    next: page + 1 < last ? url(page + 2) : null,
    acts: acts.slice(page * PAGE, (page + 1) * PAGE),
  }));
}

function byTerm(acts, taxonomy, names) {
  const found = new Map();
  for (const act of acts) {
    for (const term of act.data[taxonomy]) {
      if (!found.has(term)) found.set(term, []);
      found.get(term).push(act);
    }
  }
  return [...found]
    .map(([id, of]) => ({ id, url: `/${taxonomy}/${id}/`, name: names?.[id] ?? id, acts: of }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

export default function (config) {
  config.addFilter("printed", printed);
  config.addFilter("iso", (date) => date.toISOString().slice(0, 10));
  config.addFilter("instant", (date) => date.toISOString());

  const sorted = (api) => api.getFilteredByTag("acts").sort(NEWEST_FIRST);
  const taxonomies = (api) => {
    const acts = sorted(api);
    const names = acts.length ? acts[0].data.names : {};
    return ["organizations", "topics", "years"].map((id) => ({ id, terms: byTerm(acts, id, names[id]) }));
  };

  config.addCollection("newest", (api) => {
    const acts = sorted(api);
    acts.forEach((act, place) => {
      act.data.next = acts[place - 1];
      act.data.previous = acts[place + 1];
    });
    return acts;
  });
  config.addCollection("taxonomies", taxonomies);
  config.addCollection("lists", (api) => [
    ...cut("/resolutions/", "Резолюции", sorted(api)),
    ...taxonomies(api).flatMap(({ terms }) => terms.flatMap((term) => cut(term.url, term.name, term.acts))),
  ]);

  return {
    dir: { input: "content", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
  };
}
