/* The heap of the process: where malloc gets its memory. No object is known here; only malloc's own locks are needed. */
#ifndef RUNTIME_HEAP_H
#define RUNTIME_HEAP_H

/* Once, when the program starts. Without it all works as well, with a page fault for each 4 KiB that are touched. */
void heap_start(void);
/* Now and then when the heap has grown: advice is for what is mapped. */
void heap_advise(void);

#endif
