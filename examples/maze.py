"""Mazes: made by two algorithms, solved by two searches, drawn as text."""
import random
from collections import deque


class Maze:
    """A grid of cells; `doors` holds the pairs of neighbours between which one can walk."""

    MOVES = {"N": (0, -1), "E": (1, 0), "S": (0, 1), "W": (-1, 0)}

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.doors = set()

    def __contains__(self, cell):
        x, y = cell
        return 0 <= x < self.width and 0 <= y < self.height

    def __iter__(self):
        return ((x, y) for y in range(self.height) for x in range(self.width))

    def neighbours(self, cell):
        x, y = cell
        for dx, dy in self.MOVES.values():
            if (near := (x + dx, y + dy)) in self:
                yield near

    def connect(self, a, b):
        self.doors.add(frozenset((a, b)))

    def open(self, a, b):
        return frozenset((a, b)) in self.doors

    def ways(self, cell):
        return [near for near in self.neighbours(cell) if self.open(cell, near)]

    @property
    def dead_ends(self):
        return sum(len(self.ways(cell)) == 1 for cell in self)

    def draw(self, path=()):
        marks = {cell: "·" for cell in path}
        if path:
            marks[path[0]], marks[path[-1]] = "A", "B"
        lines = ["+" + "---+" * self.width]
        for y in range(self.height):
            row, floor = "|", "+"
            for x in range(self.width):
                cell = (x, y)
                row += f" {marks.get(cell, ' ')} " + (" " if self.open(cell, (x + 1, y)) else "|")
                floor += ("   " if self.open(cell, (x, y + 1)) else "---") + "+"
            lines += [row, floor]
        return "\n".join(lines)


def backtracker(width, height, rng):
    """Digs until it is stuck, then goes back to where it can dig on: long, winding corridors."""
    maze, stack = Maze(width, height), [(0, 0)]
    seen = {(0, 0)}
    while stack:
        fresh = [cell for cell in maze.neighbours(stack[-1]) if cell not in seen]
        if not fresh:
            stack.pop()
            continue
        cell = rng.choice(fresh)
        maze.connect(stack[-1], cell)
        seen.add(cell)
        stack.append(cell)
    return maze


class Groups:
    """Union-find: which cells are already connected."""

    def __init__(self):
        self.parent = {}

    def find(self, x):
        root = x
        while self.parent.get(root, root) != root:
            root = self.parent[root]
        while x != root:
            self.parent[x], x = root, self.parent.get(x, root)
        return root

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        self.parent[a] = b
        return True


def kruskal(width, height, rng):
    """Takes walls away in random order unless that would close a circle: many short dead ends."""
    maze, groups = Maze(width, height), Groups()
    walls = [(cell, near) for cell in maze for near in maze.neighbours(cell) if cell < near]
    rng.shuffle(walls)
    for a, b in walls:
        if groups.union(a, b):
            maze.connect(a, b)
    return maze


def breadth_first(maze, start, goal):
    came_from, queue = {start: None}, deque([start])
    while queue:
        cell = queue.popleft()
        if cell == goal:
            return trace(came_from, goal), len(came_from)
        for near in maze.ways(cell):
            if near not in came_from:
                came_from[near] = cell
                queue.append(near)
    raise LookupError(f"no way from {start} to {goal}")


def trace(came_from, cell):
    path = []
    while cell is not None:
        path.append(cell)
        cell = came_from[cell]
    return path[::-1]


def walker(maze, start, goal):
    """The right hand on the wall: yields every cell it comes through."""
    order = "NESW"
    cell, facing = start, 1
    yield cell
    while cell != goal:
        for turn in (1, 0, 3, 2):
            heading = (facing + turn) % 4
            dx, dy = maze.MOVES[order[heading]]
            near = (cell[0] + dx, cell[1] + dy)
            if maze.open(cell, near):
                cell, facing = near, heading
                break
        else:
            raise LookupError("walled in")
        yield cell


def main():
    rng = random.Random(7)
    for make in (backtracker, kruskal):
        maze = make(14, 6, rng)
        start, goal = (0, 0), (maze.width - 1, maze.height - 1)
        path, visited = breadth_first(maze, start, goal)
        steps = sum(1 for _ in walker(maze, start, goal)) - 1
        print(f"{make.__name__}: {len(maze.doors)} doors, {maze.dead_ends} dead ends")
        print(maze.draw(path))
        print(f"shortest way {len(path) - 1} steps ({visited} cells seen), hand on the wall {steps}\n")
    closed = Maze(2, 1)
    for search in (breadth_first, lambda *args: list(walker(*args))):
        try:
            search(closed, (0, 0), (1, 0))
        except LookupError as error:
            print(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
