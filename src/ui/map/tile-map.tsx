import { fillOf, Legend, type LegendItem, STEP_ORDER, type Step } from '../patterns.tsx';

export interface Tile {
  /** 団体コード */
  readonly code: string;
  /** Name and state, as read aloud: 「札幌市：策定済み」 */
  readonly title: string;
  readonly step: Step;
  readonly href: string;
}

export interface TileGroup {
  /** 団体コード of the prefecture; groups come in code order. */
  readonly code: string;
  readonly title: string;
  readonly href: string;
  readonly tiles: readonly Tile[];
}

const PITCH = 24;
const COLUMNS = 12;

/** Where the next square goes, row by row, twelve to a row (288 px: fits a phone). */
function place(index: number): { x: number; y: number } {
  return { x: (index % COLUMNS) * PITCH + 2, y: Math.floor(index / COLUMNS) * PITCH + 2 };
}

function byState(tiles: readonly Tile[]): [Step, Tile[]][] {
  return STEP_ORDER.map((step): [Step, Tile[]] => [
    step,
    tiles.filter((tile) => tile.step === step).sort((a, b) => (a.code < b.code ? -1 : 1)),
  ]).filter(([, members]) => members.length > 0);
}

/**
 * One equal square for each municipality, by prefecture in code order, within it by state, linked. The unit of
 * policy is the body, not its area.
 */
export function TileMap(props: {
  label: string;
  groups: readonly TileGroup[];
  legend: readonly LegendItem[];
  /** Id of what follows the map: 1,741 links need a way past them. */
  skipTo?: string;
}) {
  return (
    <div class="dads-tiles">
      <Legend items={props.legend} />
      {props.skipTo === undefined ? null : (
        <a class="dads-skip dads-skip--inline" href={`#${props.skipTo}`}>
          升目を飛ばして次へ
        </a>
      )}
      <ul class="dads-tiles__groups" aria-label={props.label}>
        {props.groups.map((group) => (
          <li key={group.code} class="dads-tiles__group">
            <p class="dads-tiles__title">
              <a href={group.href}>{group.title}</a> <span>{group.tiles.length}</span>
            </p>
            <Squares group={group} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Squares(props: { group: TileGroup }) {
  const { tiles, title } = props.group;
  const width = Math.min(COLUMNS, Math.max(1, tiles.length)) * PITCH;
  const height = Math.max(1, Math.ceil(tiles.length / COLUMNS)) * PITCH;
  let index = 0;
  return (
    <svg
      class="dads-squares"
      role="group"
      aria-label={title}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      {byState(tiles).map(([step, members]) => (
        <g key={String(step)} fill={fillOf(step)}>
          {members.map((tile) => {
            const at = place(index);
            index += 1;
            return (
              <a key={tile.code} href={tile.href} aria-label={tile.title}>
                <title>{tile.title}</title>
                <rect x={at.x} y={at.y} width="20" height="20" />
              </a>
            );
          })}
        </g>
      ))}
    </svg>
  );
}
