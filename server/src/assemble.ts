/** The parts of the server, wired to each other over one storage; nothing here listens, and no timer runs. */
import type { Hono } from 'hono';
import { hasCall } from './access/access.ts';
import { createGrants, type Grants } from './access/grants.ts';
import { createOriginCheck, type AllowedOrigins } from './access/origins.ts';
import { createApp } from './app.ts';
import type { Tickets } from './auth/claims.ts';
import { createHostTokens, type HostKeySource } from './auth/host-tokens.ts';
import { ticketKey } from './auth/server-key.ts';
import { createTickets } from './auth/tickets.ts';
import { createConnections, type ConnectionRegistry } from './connections.ts';
import { createDoor, type Door } from './livekit/door.ts';
import type { LiveKit, LiveKitOptions } from './livekit/livekit.ts';
import type { CallPlace } from './livekit/names.ts';
import type { LiveKitSettings } from './livekit/settings.ts';
import { createSightings } from './livekit/sightings.ts';
import type { Log } from './log.ts';
import { createAssets } from './routes/asset-files.ts';
import type { AppEnv } from './routes/context.ts';
import type { SearchIndex } from './search/index-port.ts';
import { createSearch, type Search } from './search/search.ts';
import { createRows, type Rows } from './sessions/rows.ts';
import { createSessions, type Sessions } from './sessions/sessions.ts';
import { createSignaling, type Signaling } from './signaling/signaling.ts';
import type { Storage } from './storage/store.ts';
import { createSync, type Sync } from './sync/sync.ts';
import type { Templates } from './templates/templates.ts';
import type { TurnSettings } from './turn.ts';
import { createUpgrade, type Upgrade } from './upgrade.ts';

export interface PartsOptions {
  readonly storage: Storage;
  /** Closed with the search. */
  readonly index: SearchIndex;
  readonly keys: HostKeySource;
  readonly origins: AllowedOrigins;
  readonly turn: TurnSettings;
  readonly livekit: LiveKitSettings | null;
  readonly templates: Templates;
  /** Where the built widget is. */
  readonly appDir: string;
  readonly isReady: () => Promise<boolean>;
  readonly now: () => number;
  readonly log: Log;
  /** The server ends. */
  readonly signal: AbortSignal;
}

export interface Parts {
  readonly app: Hono<AppEnv>;
  readonly upgrade: Upgrade;
  readonly rows: Rows;
  readonly sync: Sync;
  readonly signaling: Signaling;
  readonly sessions: Sessions;
  readonly search: Search;
  readonly connections: ConnectionRegistry;
  readonly tickets: Tickets;
  readonly grants: Grants;
  /** Null where no LiveKit is configured. */
  readonly sfu: { readonly livekit: LiveKit; readonly door: Door } | null;
}

export async function assemble(options: PartsOptions): Promise<Parts> {
  const { storage, index, keys, origins, turn, templates, appDir, isReady, now, log, signal } = options;
  const { store, reader } = storage;
  const rows = createRows(reader);
  const search = createSearch({ index, rows, now, log });
  const connections: ConnectionRegistry = createConnections({
    grants: () => grants,
    now,
    log,
    onEmpty(tenant, name) {
      sessions.onEmpty(tenant, name);
      search.onEmpty(tenant, name);
    },
  });
  const sync = createSync({
    store,
    connections,
    log,
    now,
    stateOf: (tenant, session) => sessions.stateOf(tenant, session),
    onChange(tenant, name, at, actor) {
      search.onChange(tenant, name);
      sessions.onChange(tenant, name, at, actor);
    },
    onErase: search.onErase,
  });
  const { documents } = sync;
  const key = await ticketKey(reader, store);
  const livekit = options.livekit && (await openLiveKit({ settings: options.livekit, key, now, log, signal }));
  const isOpen = async ({ tenant, session }: CallPlace): Promise<boolean> => {
    const row = await rows.session(tenant, session);
    return row !== undefined && hasCall(row, now());
  };
  const sfu = livekit && { livekit, door: createDoor({ livekit, isOpen, now }) };
  const grants = createGrants({ rows, now });
  const signaling = createSignaling({
    connections,
    now,
    log,
    sfu,
    onPresence: (stay, at) => sessions.onPresence(stay, at),
  });
  const sessions: Sessions = createSessions({
    rows,
    store,
    documents,
    connections,
    templates,
    now,
    log,
    calls: signaling,
    onAdded: search.onChange,
  });
  const tickets = createTickets({ key, now, grants });
  const isOriginAllowed = createOriginCheck(origins);
  const upgrade = createUpgrade({ tickets, grants, connections, isOriginAllowed, sync, signaling, log });
  const app = createApp({
    hostTokens: createHostTokens({ keys, now }),
    tickets,
    grants,
    rows,
    search,
    documents,
    openDocuments: sync.openDocuments,
    sessions,
    connections,
    isOriginAllowed,
    turn,
    livekit,
    onSighting: sfu && createSightings({ ...sfu, rows, grants, onStay: sessions.onStay, log }),
    calls: signaling,
    assets: createAssets(appDir),
    isReady,
    now,
    log,
  });
  return { app, upgrade, rows, search, sync, signaling, sessions, connections, tickets, grants, sfu };
}

/** LiveKit's library is large: who has no LiveKit does not load it. */
async function openLiveKit(options: LiveKitOptions): Promise<LiveKit> {
  const { createLiveKit } = await import('./livekit/livekit.ts');
  return createLiveKit(options);
}
