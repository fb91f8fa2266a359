import { describe } from 'vitest';
import { openMemory } from '../storage/memory.ts';
import { openMemoryIndex } from './memory.ts';
import { searchContract } from './search.contract.ts';

describe('the index in memory', () =>
  searchContract(() => {
    const storage = openMemory();
    return { storage, index: openMemoryIndex(storage.db) };
  }));
