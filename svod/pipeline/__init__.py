"""The whole way from a folder to a site; the only place that sees all stages.

    find and read -> parse -> check -> arrange -> render -> prove -> write

Acts are read some at a time, in any number of processes, and each leaves on disk what its page shows;
when all are known, and arranged, each page is made in any process from what was left and from what others
need to know. Faults are gathered. A file goes to the sink as soon as it is made, so that memory holds one
page and not the site; what the sink has got becomes the site only if there is no error.
"""
