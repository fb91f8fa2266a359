export { createApp, type AppDeps } from './app.ts';
export { ConfigError, readConfig, type Config, type Environment } from './config.ts';
export { createLog, type Log } from './log.ts';
export type { FoundSession, SearchIndex, SearchPage, Stale, Wanted } from './search/index-port.ts';
export { matchOf } from './search/query-text.ts';
export { openSqliteIndex } from './search/sqlite.ts';
export { startServer, type RunningServer, type ServerOptions } from './start.ts';
export { openSqlite } from './storage/sqlite.ts';
export type { Append, Commit, DocumentKey, Storage, StoredDocument, SyncStore } from './storage/store.ts';
