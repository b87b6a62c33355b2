// The addresses `cargo xtask test` serves the built app on; each ends with a slash.

function address(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the journeys with \`cargo xtask test journeys\``);
  return value;
}

/** The folder of the build, and of a second one in which every name with a hash is another. */
export const DIST_DIR = process.env.DIST_DIR ?? '';
export const NEXT_DIST_DIR = process.env.NEXT_DIST_DIR ?? '';
/** The app at the root of its origin, with exactly the headers of production. */
export const BASE_URL = address('BASE_URL');
/** The same build under a path of another origin. */
export const SUBPATH_URL = address('SUBPATH_URL');
/** The same build, which lets the host page's origin frame it. */
export const FRAMED_URL = address('FRAMED_URL');
/** A page of another origin that shows FRAMED_URL in its only frame. */
export const HOST_URL = address('HOST_URL');
/** The same build, whose `embed.json` lets the company's page embed it. */
export const EMBEDDED_URL = address('EMBEDDED_URL');
/** A company's page on an origin of its own, with EMBEDDED_URL in its element. */
export const DEMO_URL = address('DEMO_URL');
/** The same page on another site. */
export const DEMO_ELSEWHERE_URL = address('DEMO_ELSEWHERE_URL');
