/** What the build puts into `sw.js`. */
declare const __BUILD__: {
  name: string;
  sources: string;
  hashed: string;
  files: Record<string, string>;
  later: Record<string, string>;
};
