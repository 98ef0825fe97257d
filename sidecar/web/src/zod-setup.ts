import { config } from 'zod';

// the page's policy forbids code made from text, which zod would try; before any schema is made
config({ jitless: true });
