/** The type that `@svg-maps/japan` refers to and does not bring along. */
declare module 'svg-maps__common' {
  export interface Map {
    readonly label: string;
    readonly viewBox: string;
    readonly locations: readonly { readonly name: string; readonly id: string; readonly path: string }[];
  }
}
