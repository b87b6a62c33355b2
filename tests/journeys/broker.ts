// The app on a host that names a broker of the journey's own.
import { Broker } from '../../xtask/node/broker.mjs';
import { Host } from './host';
import { DIST_DIR } from './origins';

export { Broker };

/** The build as it is where `site.json` names the broker: its page names it, and its policy lets the page connect to it. */
export async function hostWith(broker: Broker): Promise<Host> {
  const host = await Host.of(DIST_DIR);
  const named = `<html data-relay="${broker.address}" `;
  host.change('index.html', (page) => Buffer.from(page.toString('utf8').replace('<html ', named)));
  host.connects(new URL(broker.address).origin);
  return host;
}
