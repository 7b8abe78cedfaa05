// Serwist's types use URLPattern, which the libraries of TypeScript 5.9 lack.

interface URLPattern {}
interface URLPatternInit {}
