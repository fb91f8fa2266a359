import { describe } from 'vitest';
import { openMemory } from './memory.ts';
import { storeContract } from './store.contract.ts';

describe('the store in memory', () => storeContract(openMemory));
