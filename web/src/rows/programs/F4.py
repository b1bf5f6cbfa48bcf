from own_client import *

from grader import *

asyncio.run(grade(create_connection))
